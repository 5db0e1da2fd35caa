import type { SimulatedStack } from '../support/cloudformation/stack.ts';
import type { Account } from './account.ts';
import type { Logged } from './function.ts';

/** An account, what happened in it, and everything that was said of it. */
export interface History {
  readonly account: Account;
  /** Every stack that there has been. */
  readonly stacks: SimulatedStack[];
  readonly log: readonly Logged[];
}

export const isNote = (name: string) => name.endsWith('/left-behind');

/** The stack's parameters that are no notes, with their values. */
export const parametersOf = ({ account }: History, logicalId: string) =>
  [...account.store.parameters].filter(
    ([name]) => !name.includes('/99999999') && name.includes(`/${logicalId}/`) && !isNote(name),
  );

/**
 * Whether the last Delete of what has the id failed, and said so: then it may be left. An id of CloudFormation's
 * own is about everything of the stack's resource.
 */
export function failedFor(history: History, logicalId: string, isIt: (one: Logged) => boolean): boolean {
  const generated = `ci-${logicalId}-`;
  const deletes = history.log.filter((one) => one.logicalId === logicalId && one.request === 'Delete');
  const about = deletes.filter((one) => one.PhysicalResourceId.startsWith(generated) || isIt(one));
  return history.stacks.some(
    ({ id }) => about.findLast(({ stackId }) => stackId === id)?.Status === 'FAILED',
  );
}

/** Everything that tells people what is left: notes, warnings and reasons. */
export function texts({ account, log }: History): string[] {
  const notes = [...account.store.parameters].filter(([name]) => isNote(name)).map(([, { value }]) => value);
  return [...notes, ...account.warnings, ...log.flatMap(({ Reason }) => Reason ?? [])];
}

/** Preflight warned of the bucket: an update does not fail for what may change without the user. */
export const isMissingKnowingly = (bucket: string, warnings: readonly string[]) =>
  warnings.some(
    (text) =>
      text.startsWith(`There is no bucket ${bucket}:`) ||
      // Also what S3 says of a bucket that it does not show to the function.
      text.startsWith(`The bucket ${bucket} is not open to the stack`) ||
      text.includes('the bucket of the cache could not be checked'),
  );
