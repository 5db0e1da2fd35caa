import { parseArgs } from 'node:util';
import { PRICES } from '../launch/prices.ts';
import { BOOT_SECONDS, type Inputs, workerPrice } from './inputs.ts';
import { defaultParameters, PARAMETERS, type Parameters } from './parameters.ts';

export interface Options {
  /** An export of GitLab's jobs; undefined for the built-in week. */
  readonly file: string | undefined;
  /** The median of the jobs in the built-in week, in seconds. */
  readonly jobSeconds: number;
  readonly parameters: Parameters;
  readonly inputs: Inputs;
  /** How long 95 % of the jobs may wait at most, in seconds. */
  readonly wait: number;
  /** Files to write. */
  readonly to: { readonly json?: string; readonly csv?: string; readonly svg?: string };
}

const text = { type: 'string' } as const;
const OPTIONS = {
  wait: { ...text, default: '60' },
  boot: { ...text, default: String(BOOT_SECONDS['docker-autoscaler']) },
  'machine-boot': { ...text, default: String(BOOT_SECONDS['docker+machine']) },
  region: { ...text, default: 'us-east-1' },
  price: text,
  job: { ...text, default: '120' },
  ...{ json: text, csv: text, svg: text },
};

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const ofTemplate = Object.fromEntries(PARAMETERS.map((name) => [name, text]));
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...ofTemplate, ...OPTIONS },
  });
  const { wait, boot, 'machine-boot': machineBoot, region, price, job, json, csv, svg, ...given } = values;
  const parameters: Parameters = { ...defaultParameters(), ...given };
  const [file, ...more] = positionals;
  if (more.length > 0) throw new Error('Give one file of jobs, or none for the built-in week.');
  return {
    file,
    parameters,
    jobSeconds: positive('job', job),
    wait: positive('wait', wait),
    inputs: {
      bootSeconds: {
        'docker-autoscaler': positive('boot', boot),
        'docker+machine': positive('machine-boot', machineBoot),
      },
      price: price === undefined ? listed(region, parameters) : positive('price', price),
    },
    to: { ...(json && { json }), ...(csv && { csv }), ...(svg && { svg }) },
  };
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < Number.POSITIVE_INFINITY))
    throw new Error(`--${name} must be a number above 0.`);
  return number;
}

function listed(region: string, parameters: Parameters): number {
  const price = workerPrice(region, parameters);
  if (price !== undefined) return price;
  const type = parameters.WorkerInstanceTypes;
  throw new Error(`The prices of ${PRICES.date} have no ${type} in ${region}: give --price, in US$ an hour.`);
}
