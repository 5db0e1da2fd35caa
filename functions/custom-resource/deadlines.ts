import type { Time } from './resource.ts';

/** What is kept back of a function's time, in milliseconds before Lambda ends it; a short life keeps less, but never too little. */
const TO_TIDY = { usual: 20_000, least: 4_000 };
const TO_RESPOND = { usual: 10_000, least: 3_000 };
/** A try to send the response that has not ended by then is given up, so that the error is thrown while Lambda still listens. */
const TO_GIVE_UP = 500;

export interface Deadlines extends Time {
  /** Aborts when the response must have been delivered. */
  readonly delivery: AbortSignal;
  stop(): void;
}

/** Cuts the time that is left into work, tidying and the response; of a short life each keeps its share. */
export function startDeadlines(remaining: number): Deadlines {
  const before = ({ usual, least }: typeof TO_TIDY) =>
    remaining - Math.max(least, Math.min(usual, remaining / 6));
  const after = (milliseconds: number) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Math.max(0, milliseconds));
    return { signal: controller.signal, stop: () => clearTimeout(timer), end: () => controller.abort() };
  };
  const work = after(before(TO_TIDY));
  const tidying = after(before(TO_RESPOND));
  const delivery = after(remaining - TO_GIVE_UP);
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
