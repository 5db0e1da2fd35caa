import { readConfigToml } from './config-toml.ts';
import { alternatives } from './grid.ts';
import type { Inputs } from './inputs.ts';
import type { Trace } from './job.ts';
import { type Measures, measure } from './measures.ts';
import { asFlags, defaultParameters, type Parameters, settingsOf } from './parameters.ts';
import { PEERS, type Peer } from './peers.ts';
import type { Settings } from './settings.ts';
import { simulate } from './simulate.ts';

export interface Candidate extends Measures {
  readonly kind: 'yours' | 'default' | 'alternative' | 'peer';
  readonly name: string;
  /** Undefined for a peer's. */
  readonly parameters: Parameters | undefined;
  /** Where a peer's settings are from. */
  readonly source: string;
  readonly settings: Settings;
}
type Plan = Omit<Candidate, keyof Measures>;
export type Progress = (done: number, of: number) => void;

/** Simulates the trace with these parameters, the template's, alternatives and the peers'. */
export function compare(trace: Trace, yours: Parameters, inputs: Inputs, progress?: Progress): Candidate[] {
  const defaults = defaultParameters();
  const plans = [
    ...(asFlags(yours, defaults) ? [own('yours', 'your parameters', yours)] : []),
    own('default', "this stack's defaults", defaults),
    ...PEERS.map(peerPlan),
    ...alternatives(yours).map((parameters) =>
      own('alternative', asFlags(parameters, defaults) || 'the defaults', parameters),
    ),
  ];
  return measureAll(trace, plans, inputs, progress);
}

/** All on the same instances at the same price. */
export function measureAll(
  trace: Trace,
  plans: readonly Plan[],
  inputs: Inputs,
  progress: Progress = () => undefined,
): Candidate[] {
  return plans.map((plan, index) => {
    const run = simulate(trace, plan.settings, inputs.bootSeconds[plan.settings.executor]);
    progress(index + 1, plans.length);
    return { ...plan, ...measure(trace, run, inputs.price) };
  });
}

const own = (kind: Plan['kind'], name: string, parameters: Parameters): Plan => ({
  ...{ kind, name, parameters, source: '' },
  settings: settingsOf(parameters),
});

const peerPlan = ({ name, are, source, config }: Peer): Plan => ({
  ...{ kind: 'peer', name: `${name}: ${are}`, parameters: undefined, source },
  settings: readConfigToml(config),
});
