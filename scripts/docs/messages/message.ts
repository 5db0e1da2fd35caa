/** A sentence that an operator may meet, and what to do where it leaves that open. */
export interface Message {
  /** As it is said, with {holes} for what varies. A test finds the words between the holes in `from`. */
  readonly says: string;
  /** The file that says it. */
  readonly from: string;
  readonly advice: string;
}

/** Messages of one file, so that its name is said once. */
export function saidBy(
  from: string,
  messages: ReadonlyArray<readonly [says: string, advice: string]>,
): Message[] {
  return messages.map(([says, advice]) => ({ says, from, advice }));
}
