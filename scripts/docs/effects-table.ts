import { EFFECTS } from '../lib/effect-between.ts';
import { code, table } from '../lib/markdown.ts';
import { parameterEffects } from './effects.ts';

/** What a change of each parameter does. */
export function effects(): string {
  const rows = parameterEffects().map(({ name, effect, why, other }) => [
    code(name),
    other ? `${effect}; with docker+machine ${other.effect}` : effect,
    other && other.why !== why ? `${why} With docker+machine: ${other.why}` : why,
  ]);
  return table(['Parameter', 'A change', 'Why'], rows);
}

/** The same the other way round: for each effect, the gentlest first, its parameters. */
export function commonEffects(): string {
  const all = parameterEffects();
  const rows = EFFECTS.map((effect) => {
    const names = all.filter((one) => one.effect === effect).map(({ name }) => code(name));
    return [effect, names.join(', ')];
  });
  return table(['A change', 'Parameters'], rows);
}
