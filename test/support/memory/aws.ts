import { AwsError } from '../../../functions/aws/errors.ts';

/** What happens around every call of a port in memory; either may throw, or never return. */
export interface Around {
  before(action: string): Promise<void> | void;
  /** What it throws is an answer that was lost. */
  after(action: string): Promise<void> | void;
}

export const UNDISTURBED: Around = { before: () => undefined, after: () => undefined };

/** Calls take turns, so that what runs at once interleaves. */
export async function takeTurn<T>(action: string, { before, after }: Around, act: () => T): Promise<T> {
  await new Promise(setImmediate);
  await before(action);
  const result = act();
  await after(action);
  return result;
}

/** What AWS says no with, as the adapters hand it on. */
export function refusedBy(action: string, code: string, message = 'No.'): AwsError {
  return new AwsError(action, Object.assign(new Error(message), { name: code }));
}
