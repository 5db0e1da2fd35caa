/** A piece of work that begins when all that it waits for has ended. */
export interface Work {
  readonly seconds: number;
  readonly after: readonly string[];
}
export interface Step {
  readonly name: string;
  /** Seconds from the beginning of it all. */
  readonly begins: number;
  readonly seconds: number;
}

/** The chain of work that nothing can end before, each step beginning where the one before it ends; what takes no time is left out. */
export function longestChain(works: ReadonlyMap<string, Work>): Step[] {
  const chains = new Map<string, readonly Step[]>();
  const chainTo = (name: string): readonly Step[] => {
    const known = chains.get(name);
    if (known) return known;
    const work = works.get(name);
    if (!work) throw new Error(`Something waits for ${name}, which is not there.`);
    const before = longest(work.after.map(chainTo));
    const own = { name, begins: endOf(before), seconds: work.seconds };
    const chain = work.seconds > 0 ? [...before, own] : before;
    chains.set(name, chain);
    return chain;
  };
  return [...longest([...works.keys()].map(chainTo))];
}

/** When the last step of a chain ends. */
export function endOf(chain: readonly Step[]): number {
  const last = chain.at(-1);
  return last ? last.begins + last.seconds : 0;
}

const longest = (chains: ReadonlyArray<readonly Step[]>): readonly Step[] =>
  chains.reduce((most, chain) => (endOf(chain) > endOf(most) ? chain : most), []);
