/**
 * How many cases a fuzzer tries: few and quick ones by default; `RUNS=100000` for a night. What failed is tried again with
 * the `SEED` that its test's name tells.
 */
export const runs = (quick: number) => Number(process.env.RUNS ?? quick);

export const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Milliseconds, for a machine that has others to serve. */
export const patience = (cases: number) => 30_000 + 100 * cases;
