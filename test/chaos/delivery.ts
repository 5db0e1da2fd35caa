import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Time } from '../../functions/custom-resource/resource.ts';
import type { VirtualClock } from './clock.ts';

export const FATES = [
  'nothing',
  'refused',
  'fails',
  /** As Parameter Store is after a write, for longer than it is waited for. */
  'busy',
  'answer lost',
  'silence',
  'crash before',
  'crash after',
] as const;
/** What happens to a delivery's call number `at`, counted from 0; it is refused all later ones, too. */
export interface Fate {
  readonly kind: (typeof FATES)[number];
  readonly at: number;
}

/** One invocation of a function, from the event to its answer or its death. */
export interface Delivery {
  readonly fate: Fate;
  readonly clock: VirtualClock;
  readonly time: Time;
  /** How many calls it has begun, and how many are done. */
  begun: number;
  done: number;
  /** Nothing that it does happens any more: the process is frozen or dead. */
  over: boolean;
  /** Resolves when the process dies without an answer. */
  readonly death: Promise<undefined>;
  readonly outOfTime: Promise<undefined>;
  die(): void;
  end(): void;
}

const here = new AsyncLocalStorage<Delivery>();
/** The delivery that the calling code runs in; undefined for CloudFormation and the manager. */
export const currentDelivery = () => here.getStore();
export const inDelivery = <T>(delivery: Delivery, act: () => T): T => here.run(delivery, act);

/** What functions/custom-resource/deadlines.ts keeps back. */
const TO_TIDY = 20_000;
const TO_ANSWER = 10_000;

/** Once for all: thousands of errors with their stacks take their time. */
const ENDED = new DOMException('The time is over.', 'AbortError');

export function startDelivery(clock: VirtualClock, lifetime: number, fate: Fate): Delivery {
  const work = new AbortController();
  const tidying = new AbortController();
  const death = Promise.withResolvers<undefined>();
  const outOfTime = Promise.withResolvers<undefined>();
  const end = () => {
    delivery.over = true;
    for (const cancel of alarms) cancel();
    work.abort(ENDED);
    tidying.abort(ENDED);
  };
  const die = () => {
    end();
    death.resolve(undefined);
  };
  const start = clock.now();
  const alarms: Array<() => void> = [
    clock.at(start + lifetime - TO_TIDY, () => work.abort(ENDED)),
    clock.at(start + lifetime - TO_ANSWER, () => {
      tidying.abort(ENDED);
      outOfTime.resolve(undefined);
    }),
    // By then the answer is on its way.
    clock.at(start + lifetime, end),
  ];
  const time = { work: work.signal, tidying: tidying.signal, lifetime };
  const counts = { begun: 0, done: 0, over: false };
  const promises = { death: death.promise, outOfTime: outOfTime.promise };
  const delivery: Delivery = { fate, clock, time, ...counts, ...promises, die, end };
  return delivery;
}

// The functions sleep by Node's timers; here sleeping moves the delivery's clock, or each would last for hours.
const { setTimeout: really } = timers;
const sleep: typeof really = async (milliseconds, value, options) => {
  const delivery = here.getStore();
  if (!delivery) return really(milliseconds, value, options);
  if (delivery.over) return new Promise(() => undefined);
  await delivery.clock.sleep(milliseconds ?? 0, options?.signal);
  return value as never;
};
Object.assign(timers, { setTimeout: sleep });
syncBuiltinESMExports();
