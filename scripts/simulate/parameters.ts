import { idlePhases } from '../../functions/configuration/idle-phases.ts';
import { jobsAtOnce } from '../../functions/configuration/jobs-at-once.ts';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { PROCESSES } from '../../functions/configuration/sections/docker-machine/machine.ts';
import { evaluate } from '../lib/evaluate.ts';
import { readTemplate } from '../lib/template.ts';
import type { Settings } from './fleet.ts';

/** By the template's names, as text. */
export type Parameters = Readonly<Record<string, string>>;

const TEMPLATE = readTemplate();
const GUID = '0a1b2c3d-0000-4000-8000-000000000001';
const STACK_ID = `arn:aws:cloudformation:us-east-1:123456789012:stack/simulated/${GUID}`;
/** What AWS and the other resources answer, which changes nothing of when workers come and go. */
const PSEUDO = {
  ...{ 'AWS::Region': 'us-east-1', 'AWS::StackName': 'simulated', 'AWS::StackId': STACK_ID },
  ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012', 'AWS::URLSuffix': 'amazonaws.com' },
};
const ANSWERED: Readonly<Record<string, unknown>> = {
  WorkerImage: 'ami-0123456789abcdef0',
  VpcId: 'vpc-0123456789abcdef0',
  SubnetIds: 'subnet-0123456789abcdef0',
  Zones: 'us-east-1a',
};

/** The parameters of the workers as the template has them; the flags have their names. */
export function defaultParameters(): Parameters {
  const groups = TEMPLATE.Metadata['AWS::CloudFormation::Interface'].ParameterGroups;
  const names = groups.find(({ Label }) => Label.default === 'Workers')?.Parameters ?? [];
  return Object.fromEntries(names.map((name) => [name, String(TEMPLATE.Parameters[name]?.Default ?? '')]));
}

/** What the stack configures with these parameters, by its own template and code. Throws their OperatorErrors. */
export function settingsOf(parameters: Parameters): Settings {
  const evaluated = evaluate(TEMPLATE, {
    parameters,
    pseudo: PSEUDO,
    attribute: (_, attribute) => ANSWERED[attribute ?? ''] ?? 'simulated',
  });
  const configured = evaluated.of(TEMPLATE.Resources.Configuration?.Properties);
  const properties = parseProperties(configured as Record<string, unknown>);
  const { workers, maxWorkers, jobsPerWorker, maxJobsPerWorker, timezone, idleSeconds } = properties;
  const isMachine = workers.executor === 'docker+machine';
  return {
    ...{ executor: workers.executor, concurrent: jobsAtOnce(properties), maxWorkers, jobsPerWorker },
    maxJobsPerWorker: maxJobsPerWorker || Number.POSITIVE_INFINITY,
    maxBooting: isMachine ? PROCESSES : Number.POSITIVE_INFINITY,
    phases: idlePhases(properties).map(({ periods, idleWorkers }) => ({
      ...{ periods, timezone, idleSeconds },
      idle: isMachine ? idleWorkers : idleWorkers * jobsPerWorker,
      // docker-autoscaler's policies say `preemptive_mode = false`.
      preemptive: isMachine && idleWorkers > 0,
    })),
  };
}

/** The parameters by which two rows differ, as flags. */
export function asFlags(parameters: Parameters, from: Parameters): string {
  const quoted = (value: string) => (/^[\w.+,-]+$/.test(value) ? value : `'${value}'`);
  return Object.entries(parameters)
    .filter(([name, value]) => value !== from[name])
    .map(([name, value]) => `--${name} ${quoted(value)}`)
    .join(' ');
}
