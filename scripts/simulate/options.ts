import { parseArgs } from 'node:util';
import {
  ADDRESS_PRICE,
  DISK_PRICES,
  HOURS_A_MONTH,
  hourlyPrice,
  type Market,
  PRICES_OF,
} from '../launch/prices.ts';
import { CommandError } from '../lib/command-error.ts';
import type { Settings } from './fleet.ts';
import { defaultParameters, type Parameters } from './parameters.ts';
import type { Start } from './simulate.ts';

/** What the model cannot know, and takes as given. */
export interface Inputs {
  /** How a worker begins, by executor. */
  readonly start: Readonly<Record<Settings['executor'], Start>>;
  /** US$ an hour for a worker with its volume and address. */
  readonly price: number;
}
export interface Options {
  /** An export of GitLab's jobs; undefined for the built-in week. */
  readonly file: string | undefined;
  /** The median of the jobs in the built-in week, in seconds. */
  readonly jobSeconds: number;
  readonly parameters: Parameters;
  readonly inputs: Inputs;
  /** How long 95 % of the jobs may wait at most, in seconds. */
  readonly wait: number;
  readonly help: boolean;
  /** A file to write. */
  readonly json: string | undefined;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  wait: { ...text, default: '60' },
  // An image with Docker: 25.8 s to SSH as https://github.com/brevdev/ec2-coldboot-research measured it, and an
  // assumed 14 s for cloud-init, Docker and instance_ready_command.
  boot: { ...text, default: '40' },
  // gitlab-runner's helper image and the job's, on a new volume: 5 to 20 s, by no measurement that was found.
  images: { ...text, default: '10' },
  // A stock image, on which docker-machine installs Docker: within the 115 to 206 s that remain of
  // https://github.com/github-aws-runners/terraform-aws-github-runner/issues/1766 without its delay of 30 s.
  'machine-boot': { ...text, default: '140' },
  region: { ...text, default: 'us-east-1' },
  price: text,
  job: { ...text, default: '120' },
  ...{ json: text, help: { type: 'boolean', default: false } as const },
};

/** What `--help` says. */
export const help =
  () => `Simulates how long jobs wait and what workers cost: npm run simulate -- [jobs.json] [flags]

  jobs.json         an export of GitLab's jobs; without it a built-in week is played
  --wait SECONDS    how long 95 % of the jobs may wait [${OPTIONS.wait.default}]
  --boot SECONDS    from launch until a worker of docker-autoscaler has its first job [${OPTIONS.boot.default}]
  --machine-boot S  the same for docker+machine [${OPTIONS['machine-boot'].default}]
  --images SECONDS  to pull a job's images on a new worker; with a registry mirror fewer [${OPTIONS.images.default}]
  --region NAME     whose prices count [${OPTIONS.region.default}]
  --price DOLLARS   an hour of a worker [the first type on demand, with its volume and a public address]
  --job SECONDS     the median of the jobs in the built-in week [${OPTIONS.job.default}]
  --json FILE       every row, to be read by a program

The template's parameters of the workers, with their defaults:

${Object.entries(defaultParameters())
  .map(([name, value]) => `  --${name} [${value}]`)
  .join('\n')}`;

/** Reads the command line. Throws a CommandError that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const defaults = defaultParameters();
  const ofTemplate = Object.fromEntries(Object.keys(defaults).map((name) => [name, text]));
  const options = { ...ofTemplate, ...OPTIONS };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const {
    wait,
    boot,
    'machine-boot': machineBoot,
    images: pulls,
    region,
    price,
    job,
    json,
    help,
    ...given
  } = values;
  const parameters: Parameters = { ...defaults, ...given };
  const [file, ...more] = positionals;
  if (more.length > 0) throw new CommandError('Give one file of jobs, or none for the built-in week.');
  const images = Number(pulls);
  if (!(images >= 0 && images < Number.POSITIVE_INFINITY))
    throw new CommandError('--images must be a number from 0.');
  const start = {
    'docker-autoscaler': { boot: positive('boot', boot), images },
    'docker+machine': { boot: positive('machine-boot', machineBoot), images },
  };
  return {
    ...{ file, parameters, help, json },
    ...{ jobSeconds: positive('job', job), wait: positive('wait', wait) },
    inputs: { start, price: price ? positive('price', price) : firstPrice(region, parameters) },
  };
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (number > 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new CommandError(`--${name} must be a number above 0.`);
}

function firstPrice(region: string, { WorkerInstanceTypes = '', WorkerVolumeSize = '' }: Parameters): number {
  const [type = ''] = WorkerInstanceTypes.split(',');
  return workerPrice(region, type, 'on-demand', Number(WorkerVolumeSize));
}

/** US$ an hour for a worker with its volume of so many GiB and a public address. */
export function workerPrice(region: string, type: string, market: Market, volume: number): number {
  const [hourly, disk] = [hourlyPrice(region, type, market), DISK_PRICES[region]];
  if (hourly !== undefined && disk !== undefined)
    return hourly + (volume * disk) / HOURS_A_MONTH + ADDRESS_PRICE;
  const what = hourly === undefined ? `${type} in ${region}` : `disk in ${region}`;
  throw new CommandError(`The prices of ${PRICES_OF} have no ${what}: give --price, in US$ an hour.`);
}
