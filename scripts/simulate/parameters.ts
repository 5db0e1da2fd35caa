import { parseProperties } from '../../functions/configuration/properties.ts';
import { render } from '../../functions/configuration/render.ts';
import { readTemplate } from '../lib/template.ts';
import { readConfigToml } from './config-toml.ts';
import type { Settings } from './settings.ts';

/** The template's parameters on which waiting and cost depend; the flags have their names. */
export const PARAMETERS = [
  'Executor',
  'WorkerInstanceTypes',
  'WorkerVolumeSize',
  'MaxWorkers',
  'JobsPerWorker',
  'MaxJobsPerWorker',
  'IdleWorkers',
  'IdleTime',
  'PeakPeriods',
  'OffPeakIdleWorkers',
  'Timezone',
] as const;

export type Parameters = Readonly<Record<(typeof PARAMETERS)[number], string>>;

/** As the template has them. */
export function defaultParameters(): Parameters {
  const { Parameters } = readTemplate();
  const values = PARAMETERS.map((name) => [name, String(Parameters[name]?.Default ?? '')]);
  return Object.fromEntries(values);
}

/** The settings in the config.toml that the stack renders for these parameters. Throws its OperatorErrors. */
export function settingsOf(parameters: Parameters): Settings {
  return readConfigToml(
    render({
      ...parseProperties({ ...ELSEWHERE, ...parameters }),
      stack: { id: 'simulated', guid: '00000000' },
    }),
  );
}

/** What a config.toml also needs, and what does not change when workers come and go. */
const ELSEWHERE = {
  Release: 'simulated',
  Region: 'us-east-1',
  GitLabUrl: 'https://gitlab.com',
  RunnerName: 'simulated',
  DefaultImage: 'alpine',
  Privileged: 'false',
  CacheBucketName: 'simulated',
  DrainTimeout: '600',
  WorkerGroupName: 'simulated',
  WorkerMarket: 'on-demand',
  WorkerImage: 'ami-00000000',
  WorkerSecurityGroupName: 'simulated',
  VpcId: 'vpc-00000000',
  SubnetIds: 'subnet-00000000',
  Zones: 'us-east-1a',
  AssignPublicIp: 'true',
};

/** The parameters by which two rows differ, as flags. */
export function asFlags(parameters: Parameters, from: Partial<Parameters>): string {
  const changed = PARAMETERS.filter((name) => parameters[name] !== from[name]);
  const quoted = (value: string) => (/^[\w.+,-]+$/.test(value) ? value : `'${value}'`);
  return changed.map((name) => `--${name} ${quoted(parameters[name])}`).join(' ');
}
