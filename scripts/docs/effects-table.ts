import { code, table } from '../lib/markdown.ts';
import { type Described, PARAMETER_EFFECTS, type ParameterEffect } from './effects.ts';

const EFFECTS = [
  'changes nothing that runs',
  'reloads',
  'replaces the manager',
  'replaces the runner',
] as const satisfies ParameterEffect[];

/** What a change of each parameter does. */
export function effects(): string {
  const rows = Object.entries(PARAMETER_EFFECTS).map(([name, described]) => [
    code(name),
    effectOf(described),
    described.why,
  ]);
  return table(['Parameter', 'A change', 'Why'], rows);
}

function effectOf({ effect, withDockerMachine }: Described): string {
  return withDockerMachine === undefined ? effect : `${effect}; with docker+machine ${withDockerMachine}`;
}

/** The same the other way round: for each effect, the gentlest first, its parameters. */
export function commonEffects(): string {
  const rows = EFFECTS.map((effect) => {
    const names = Object.keys(PARAMETER_EFFECTS).filter((name) => PARAMETER_EFFECTS[name]?.effect === effect);
    return [effect, names.map(code).join(', ')];
  });
  return table(['A change', 'Parameters'], rows);
}
