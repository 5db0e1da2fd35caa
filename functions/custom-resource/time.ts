import type { Time } from './resource.ts';

/** What is kept back of a function's time, in milliseconds before Lambda ends it. */
const TO_TIDY = 20_000;
const TO_ANSWER = 10_000;
/** An answer that has not gone out by then is not going to. */
const TO_GIVE_UP = 2_000;

export interface Clocks extends Time {
  /** Aborts when the answer must have been delivered. */
  readonly delivery: AbortSignal;
  stop(): void;
}

/** Cuts the time that is left into work, tidying and answering; of a short life each keeps its share. */
export function startClocks(remaining: number): Clocks {
  const scale = Math.min(1, remaining / (3 * TO_TIDY));
  const after = (milliseconds: number) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Math.max(0, milliseconds));
    return { signal: controller.signal, stop: () => clearTimeout(timer), end: () => controller.abort() };
  };
  const work = after(remaining - TO_TIDY * scale);
  const tidying = after(remaining - TO_ANSWER * scale);
  const delivery = after(remaining - Math.max(TO_GIVE_UP * scale, Math.min(TO_GIVE_UP, remaining / 10)));
  return {
    work: work.signal,
    tidying: tidying.signal,
    delivery: delivery.signal,
    lifetime: remaining,
    stop() {
      for (const one of [work, tidying, delivery]) one.stop();
      // What still runs must not live on in a frozen process and wake with the next event.
      work.end();
      tidying.end();
    },
  };
}
