/** Time that passes only when it is told to: by whoever sleeps, and by whoever waits in vain. */
export function virtualClock() {
  let now = Date.parse('2026-11-23T12:00:00Z');
  const alarms = new Set<{ readonly at: number; ring(): void }>();
  const next = (until: number) =>
    [...alarms].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  /** Ends early at an alarm that aborts the signal. */
  const pass = (milliseconds: number, signal?: AbortSignal) => {
    const until = now + milliseconds;
    for (let alarm = next(until); alarm && !signal?.aborted; alarm = next(until)) {
      now = Math.max(now, alarm.at);
      alarms.delete(alarm);
      alarm.ring();
    }
    if (!signal?.aborted) now = until;
  };
  return {
    now: () => now,
    pass,
    /** Returns what takes the alarm back. */
    at(time: number, ring: () => void): () => void {
      const alarm = { at: time, ring };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
      signal?.throwIfAborted();
      pass(milliseconds, signal);
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    },
  };
}

export type VirtualClock = ReturnType<typeof virtualClock>;
