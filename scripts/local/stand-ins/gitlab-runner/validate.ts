// From Config.LoadConfig and Validate of common/config.go and from common/labels.go of gitlab-runner 19.4.0.
import { periodObjection } from './periods.ts';
import type { Config, Runner } from './types.ts';

type Labels = Readonly<Record<string, string>>;
const KEY = '^[a-zA-Z0-9_][a-zA-Z0-9._-]{2,64}$';
const VALUE = '^[a-zA-Z0-9._-]{1,256}$';
const MOST = 32;

/** What gitlab-runner says of a configuration that it could decode; undefined when it has nothing to say. */
export function objectionTo({ labels = {}, runners = [] }: Config): string | undefined {
  for (const { name = '', machine } of runners) {
    const why = (machine?.autoscaling ?? []).map(periodObjection).find(Boolean);
    if (why)
      return `loading configuration for ${name} runner: compiling docker machine autoscaling periods: ${why}`;
  }
  const globally = labelObjection(labels);
  if (globally) return `invalid config: validating global labels: ${globally}`;
  for (const runner of runners) {
    const why = runnerObjection(runner, labels);
    if (why) return `invalid config: validating runner ${runner.name ?? ''}: validating ${why}`;
  }
  return undefined;
}

function runnerObjection({ labels = {}, machine }: Runner, global: Labels): string | undefined {
  const label = labelObjection(labels);
  if (label) return `labels: ${label}`;
  if (Object.keys({ ...global, ...labels }).length > MOST)
    return `computed labels: exceeded maximum computed labels number of ${MOST}`;
  const option = machine?.MachineOptionsWithName?.find((one) => !one.includes('%s'));
  if (option === undefined) return undefined;
  return `machine options with name: machine option with name ${JSON.stringify(option)} must contain %s placeholder`;
}

function labelObjection(labels: Labels): string | undefined {
  for (const [key, value] of Object.entries(labels)) {
    if (!new RegExp(KEY).test(key)) return `invalid label key, doesn't match "${KEY}": ${key}`;
    if (!new RegExp(VALUE).test(value)) return `invalid label value, doesn't match "${VALUE}": ${value}`;
  }
  return undefined;
}
