import { retry } from '../shared/retry.ts';
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
  const terminate = async () => {
    left = await find();
    const going = left.filter(({ state }) => state !== 'shutting-down' && state !== 'launching');
    const ids = going.map(({ id }) => id);
    if (left.length > 0) await instances.terminate(ids, signal);
  };
  const pauseAfter = (_: unknown, tries: number) =>
    left.length === 0 ? undefined : Math.min(PAUSE.first * 2 ** (tries - 1), PAUSE.longest);
  await retry(terminate, pauseAfter, signal).catch((error: unknown) => {
    if (!signal.aborted || left.length === 0) throw error;
  });
  if (left.length > 0) throw stillThere(left.map(({ id }) => id));
}
