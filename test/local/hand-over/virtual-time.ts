import { setImmediate as turn } from 'node:timers/promises';

export type VirtualTime = ReturnType<typeof virtualTime>;

/** Time in seconds that passes while nobody is busy, and then at once until the next thing is due. */
export function virtualTime(untilNobodyIsBusy: () => Promise<void>) {
  const due: Array<{ at: number; then: () => void }> = [];
  let now = 0;
  return {
    now: () => now,
    after(seconds: number, then: () => void): void {
      const at = now + seconds;
      const later = due.findIndex((one) => one.at > at);
      due.splice(later === -1 ? due.length : later, 0, { at, then });
    },
    async pass(seconds: number): Promise<void> {
      const end = now + seconds;
      for (;;) {
        await turn();
        await untilNobodyIsBusy();
        const next = due[0];
        if (!next || next.at > end) break;
        due.shift();
        now = next.at;
        next.then();
      }
      now = end;
    },
  };
}
