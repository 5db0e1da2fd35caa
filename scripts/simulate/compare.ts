import { readConfigToml } from './config-toml.ts';
import { alternatives } from './grid.ts';
import type { Inputs } from './inputs.ts';
import type { Trace } from './job.ts';
import { type Measures, measure } from './measures.ts';
import { asFlags, defaultParameters, type Parameters, settingsOf } from './parameters.ts';
import { PEERS } from './peers.ts';
import type { Settings } from './settings.ts';
import { simulate } from './simulate.ts';

export interface Candidate extends Measures {
  readonly kind: 'yours' | 'default' | 'alternative' | 'peer';
  readonly name: string;
  /** Undefined for a peer's. */
  readonly parameters: Parameters | undefined;
  readonly source: string;
}

/**
 * Simulates the trace with these parameters, the template's, alternatives and the peers', all on the same
 * instances at the same price.
 * @param progress is told how many of how many are done.
 */
export function compare(
  trace: Trace,
  yours: Parameters,
  inputs: Inputs,
  progress: (done: number, of: number) => void = () => undefined,
): Candidate[] {
  const defaults = defaultParameters();
  const own = (kind: Candidate['kind'], name: string, parameters: Parameters) => ({
    ...{ kind, name, parameters, source: '' },
    settings: settingsOf(parameters),
  });
  const plans = [
    ...(asFlags(yours, defaults) ? [own('yours', 'your parameters', yours)] : []),
    own('default', "this stack's defaults", defaults),
    ...PEERS.map(peerPlan),
    ...alternatives(yours).map((parameters) =>
      own('alternative', asFlags(parameters, defaults) || 'the defaults', parameters),
    ),
  ];
  return plans.map(({ settings, ...plan }, index) => {
    const run = simulate(trace, settings, inputs.bootSeconds[settings.executor]);
    progress(index + 1, plans.length);
    return { ...plan, ...measure(trace, run, inputs.price) };
  });
}

function peerPlan({ name, are, source, config }: (typeof PEERS)[number]) {
  const settings: Settings = readConfigToml(config);
  return {
    ...{ kind: 'peer' as const, name: `${name}: ${are}`, parameters: undefined, source },
    settings,
  };
}
