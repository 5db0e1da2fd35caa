import { NEW_ROLE } from '../aws/call-with-retry.ts';
import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { retry } from '../shared/retry.ts';
import { markerOf } from './identity.ts';
import { noteInterrupted } from './left-behind.ts';
import type { Clock, Outside, Stored } from './ports.ts';
import type { Properties } from './properties.ts';
import { CLOCK_SKEW, type Claim, type Current, readRecord, writeRecord } from './record.ts';
import { FAILURES, NOTES } from './sentences.ts';
import { isOfAnotherCreate, readTrusted } from './trusted-record.ts';

export type Claimed =
  | ({ readonly state: 'registered' } & Current)
  /** `interrupted`: there may be a runner that nobody knows, since an earlier process died or the document was removed by hand. */
  | { readonly state: 'mine'; readonly version: number; readonly interrupted: boolean };

/** Between two looks at an id that is not free. */
const PAUSE = 2_000;

/**
 * Takes the id for this invocation, or finds the registration that is stored under it. Another delivery of the
 * same event may be at work: then its record is waited for, or its claim taken over when it must be dead.
 */
export async function claim(request: Request<Properties>, outside: Outside): Promise<Claimed> {
  const { id, previousId, properties, time, attempt, warn } = request;
  const { store, clock } = outside;
  let owner = outside.nonce();
  let seen = false;
  const { url, kind, scope, key } = properties;
  const write = () => writeRecord({ state: 'claimed', owner, at: clock.now(), url, kind, scope, attempt });
  const until = clock.now() + NEW_ROLE;
  const retryFor = () => Math.max(0, until - clock.now());

  return untilFound(clock, time.work, async () => {
    const stored = await store.read(id, time.work, retryFor());
    if (stored) {
      const found = inspect(stored, owner, clock.now());
      if (found && found.state !== 'claimed') return found;
      seen = true;
      if (found && clock.now() - found.at <= time.lifetime + CLOCK_SKEW) return undefined;
      if (!found && id !== previousId) throw new OperatorError(inTheWay(id, stored));
      // An Update that failed at it would be rolled back by another that fails at it, too.
      if (!found) warn(registeredAnew(id, stored));
      // SSM numbers the writes: of several that take over, the one that got the next number is it.
      const version = await store.replace(id, write(), key, time.work);
      if (version === stored.version + 1) return { state: 'mine', version, interrupted: true };
      // What this one wrote now stands for the claim of the one that was first, and must not be taken for its own.
      owner = outside.nonce();
      return undefined;
    }
    if (seen) throw new OperatorError(say(FAILURES.deletedMeanwhile));
    const version = await store.create(id, write(), key, time.work, retryFor());
    if (version === undefined) return undefined;
    // A rollback goes back to what was there: where nothing is, somebody has removed it by hand.
    const interrupted = id === previousId || (await request.isReversal()) === true;
    return { state: 'mine', version, interrupted };
  });
}

/**
 * Waits until a delivery that is registering a runner under the id has ended, or must be dead. Parameter Store has
 * no conditional delete: were the claim removed from under its living holder, the record that the holder writes in
 * the same moment would go, and its runner would be nobody's. One that takes too long is noted and no longer waited
 * for. Returns whether there is now something under the id that the request is to remove.
 */
export function waitForHolder(
  id: string,
  request: Pick<
    Request<Properties | undefined>,
    'properties' | 'stack' | 'time' | 'failedAttempt' | 'successor'
  >,
  outside: Outside,
): Promise<boolean> {
  const { store, clock } = outside;
  const { time } = request;
  const until = clock.now() + (time.lifetime * 2) / 3;
  return untilFound(clock, time.work, async () => {
    const stored = await store.read(id, time.work);
    const record = stored && readTrusted(id, stored.value, request, clock.now());
    if (stored && (await isOfAnotherCreate(record, request))) return false;
    if (record?.state !== 'claimed' || clock.now() - record.at > time.lifetime) return stored !== undefined;
    if (clock.now() < until) return undefined;
    if (record.kind !== 'runner') await noteInterrupted(id, record.url, outside, time.tidying);
    return true;
  });
}

const inTheWay = (name: string, { withheld }: Stored) =>
  withheld === undefined
    ? say(FAILURES.inTheWay, { name })
    : say(FAILURES.withheldInTheWay, { name, marker: markerOf(name), why: withheld });

const registeredAnew = (name: string, { withheld }: Stored) =>
  withheld === undefined
    ? say(NOTES.registeredAnew, { name })
    : say(NOTES.withheldAnew, { name, why: withheld });

/** Undefined for what is no record. */
function inspect(stored: Stored, owner: string, now: number): Claimed | Claim | undefined {
  const record = readRecord(stored.value, now);
  if (record?.state === 'registered')
    return { state: 'registered', registration: record, version: stored.version };
  // The SDK repeats a write whose response was lost; "already there" then means this very claim.
  return record?.owner === owner ? { state: 'mine', version: stored.version, interrupted: false } : record;
}

/** Looks again until there is something to say. Throws an OperatorError when the signal aborts. */
async function untilFound<T>(
  { sleep }: Clock,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const found = await retry(look, (one) => (one === undefined ? PAUSE : undefined), signal, sleep);
  if (found !== undefined) return found;
  throw new OperatorError(say(FAILURES.outOfTime));
}
