import { availableParallelism } from 'node:os';
import type { Report } from '../../lib/report.ts';
import { install } from '../environment/install.ts';
import type { Given } from '../given.ts';
import { coldStartReport, READING, READING_SHARE } from './cold-start-report.ts';
import { openCpuShare, shareOf } from './cpu-share.ts';
import { memoryLadder } from './memory.ts';
import { profileOf } from './profile.ts';
import { ratioReport } from './ratios.ts';
import { goAnywhere, inRounds, stayOnFirstCpu } from './rounds.ts';
import { startStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { subjects } from './subjects.ts';

const CORES = availableParallelism();
const NO_SHARE =
  'This user may make no control group here, so nothing was measured at a share of a CPU: run it as root.';

/** Cold starts of the stack's functions and of the peers', at a whole CPU and at the configured memory's share of one. */
export async function functions({ progress, rounds }: Given): Promise<Readonly<Record<string, Report>>> {
  await install(progress);
  const stage = await startStage();
  const throttle = openCpuShare();
  try {
    const all = await subjects(stage);
    stayOnFirstCpu();
    const measure = (what: string, count: number, share: (subject: Subject) => number) =>
      inRounds(
        all,
        count,
        (subject) => ({ share: share(subject), throttle }),
        (line) => progress(`${what}, ${line}`),
      );
    const whole = await measure('whole CPU', rounds, () => 1);
    // They take three times as long, and a third less of them is as stable.
    const throttled =
      throttle &&
      (await measure('share of a CPU', Math.ceil((rounds * 2) / 3), ({ memory }) => shareOf(memory)));
    const ladder = throttle && (await memoryLadder(all, rounds, throttle, progress));
    return {
      function: coldStartReport(
        'Cold starts with a whole CPU',
        whole,
        throttle ? READING : [...READING, NO_SHARE],
      ),
      ...(throttled && {
        'function-share': coldStartReport(
          "Cold starts with the configured memory's share of a CPU",
          throttled,
          READING_SHARE,
        ),
      }),
      ratios: ratioReport(whole, throttled),
      ...(ladder && { memory: ladder }),
      profile: await profileOf(all, progress),
    };
  } finally {
    goAnywhere(CORES);
    throttle?.remove();
    await stage.stop();
  }
}
