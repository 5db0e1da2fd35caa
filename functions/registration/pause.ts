import { OperatorError } from '../operator-error.ts';
import type { Clock } from './ports.ts';

const PAUSE = 2_000;

/** Waits before another look at an id that is not free. Throws an OperatorError when the signal aborts. */
export async function pause({ sleep }: Clock, signal: AbortSignal): Promise<void> {
  await sleep(PAUSE, signal).catch(() => {
    throw new OperatorError(
      'The time ran out while another invocation was registering the runner: try again.',
    );
  });
}
