import type { Report } from '../lib/report.ts';
import { replyFaults } from './faults/reply-faults.ts';
import { functions } from './function/function.ts';
import type { Given } from './given.ts';
import { growth } from './growth.ts';

/** By the name for `--only`, what each gives: reports by the name of their plot. */
export const BENCHMARKS: Readonly<
  Record<string, (given: Given) => Promise<Readonly<Record<string, Report>>>>
> = {
  function: functions,
  faults: async (given) => ({ faults: await replyFaults(given) }),
  growth: async (given) => ({ growth: await growth(given) }),
};
