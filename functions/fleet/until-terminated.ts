import { setTimeout as sleep } from 'node:timers/promises';
import { stillThere } from './errors.ts';
import type { Instance, Instances } from './ports.ts';

/** Terminating takes EC2 a minute or so. */
const PAUSE = { first: 500, longest: 8_000 };

export type Survivor = Pick<Instance, 'id' | 'state'>;

/** Terminates what is found, and looks again until nothing is. Throws an OperatorError that says what is left. */
export async function untilTerminated(
  find: () => Promise<readonly Survivor[]>,
  instances: Instances,
  signal: AbortSignal,
): Promise<void> {
  let left: readonly Survivor[] = [];
  try {
    for (let pause = PAUSE.first; ; pause = Math.min(2 * pause, PAUSE.longest)) {
      left = await find();
      if (left.length === 0) return;
      const going = left.filter(({ state }) => state !== 'shutting-down' && state !== 'launching');
      await instances.terminate(
        going.map(({ id }) => id),
        signal,
      );
      await sleep(pause, undefined, { signal });
    }
  } catch (error) {
    throw signal.aborted && left.length > 0 ? stillThere(left.map(({ id }) => id)) : error;
  }
}
