import fc from 'fast-check';
import type { Event } from '../support/cloudformation/transport.ts';
import { FATES } from './delivery.ts';

export const TARGETS = [
  'Preflight',
  'CacheContents',
  'Registration',
  'Configuration',
  'WorkerFleet',
] as const;
export type Target = (typeof TARGETS)[number];

/** What goes wrong with one event of one resource during an operation of the stack. */
export const plan = fc.record({
  target: fc.constantFrom(...TARGETS),
  /** Its Create or Update, but never a reversed Update; or its Delete, in a rollback or a clean-up or at the end. */
  request: fc.constantFrom('forward', 'Delete'),
  fate: fc.record({ kind: fc.constantFrom(...FATES), at: fc.integer({ min: 0, max: 9 }) }),
  delivery: fc.constantFrom('once', 'twice in a row', 'twice at once', 'again minutes later', 'given up'),
  /** After how many turns CloudFormation gives up on it; the claim takes two, and nobody could know of it before. */
  turns: fc.integer({ min: 3, max: 14 }),
  answerIsLost: fc.boolean(),
  /** All three tries of a clean-up's Delete, where one that is not answered would leave nobody to say so. */
  lasts: fc.boolean(),
});
export type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const WITHOUT_ANSWER = ['crash before', 'crash after'];

/** Whether somebody will be told how it ended. */
export const endsAudibly = ({ fate, delivery, answerIsLost }: Plan) =>
  !WITHOUT_ANSWER.includes(fate.kind) && delivery !== 'given up' && !answerIsLost;

/** Whether a Delete that is tried once is carried out: Lambda repeats those that died, but not of the two that take long. */
export const recovers = ({ target, fate, delivery, request }: Plan) =>
  request === 'Delete' &&
  delivery !== 'given up' &&
  !(['CacheContents', 'WorkerFleet'].includes(target) && WITHOUT_ANSWER.includes(fate.kind));

/** The plans of one operation: each is for the first such event, or for all of its Deletes. */
export function planner(plans: readonly Plan[]) {
  const seen = new Map<string, number>();
  return ({
    LogicalResourceId,
    RequestType,
  }: Pick<Event, 'LogicalResourceId' | 'RequestType'>): Plan | undefined => {
    const request = RequestType === 'Delete' ? 'Delete' : 'forward';
    const key = `${LogicalResourceId} ${request}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const found = plans.find((one) => one.target === LogicalResourceId && one.request === request);
    if (!found || before === 0) return found;
    return found.lasts && request === 'Delete' && endsAudibly(found) ? found : undefined;
  };
}
