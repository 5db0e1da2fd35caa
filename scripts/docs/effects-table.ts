import { EFFECTS } from '../lib/effect-between.ts';
import { code, table } from '../lib/markdown.ts';
import { parameterEffects } from './effects.ts';

/** What a change of each parameter does, the gentlest first; parameters with the same effect and reason share a row. */
export function effects(): string {
  const rows = EFFECTS.flatMap((effect) => {
    const sharing = new Map<string, string[]>();
    for (const { name, why, other, ...one } of parameterEffects()) {
      if (one.effect !== effect) continue;
      const reason = other && other.why !== why ? `${why} With docker+machine: ${other.why}` : why;
      const key = JSON.stringify([other ? `${effect}; with docker+machine ${other.effect}` : effect, reason]);
      sharing.set(key, [...(sharing.get(key) ?? []), code(name)]);
    }
    return [...sharing].map(([key, names]) => [names.join(', '), ...(JSON.parse(key) as string[])]);
  });
  return table(['A change of', 'Does', 'Why'], rows);
}
