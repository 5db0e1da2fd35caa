import { availableParallelism } from 'node:os';
import type { Given } from '../benchmarks.ts';
import { install } from '../environment/install.ts';
import type { Report } from '../report.ts';
import { coldStartReport } from './cold-start-report.ts';
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
    const measure = (share: (subject: Subject) => number, what: string) =>
      inRounds(
        all,
        rounds,
        (subject) => ({ share: share(subject), throttle }),
        (line) => progress(`${what}, ${line}`),
      );
    const whole = await measure(() => 1, 'whole CPU');
    const throttled = throttle && (await measure(({ memory }) => shareOf(memory), 'share of a CPU'));
    const ladder = throttle && (await memoryLadder(all, rounds, throttle, progress));
    return {
      function: coldStartReport('Cold starts with a whole CPU', whole, throttle ? [] : [NO_SHARE]),
      ...(throttled && {
        'function-share': coldStartReport(
          "Cold starts with the configured memory's share of a CPU",
          throttled,
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
