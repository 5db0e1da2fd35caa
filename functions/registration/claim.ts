import { NEW_ROLE } from '../aws/ask.ts';
import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { pause } from './pause.ts';
import type { Outside, Stored } from './ports.ts';
import type { Properties } from './properties.ts';
import { type Claim, type Current, readDocument } from './record.ts';

export type Claimed =
  | ({ readonly state: 'registered' } & Current)
  /** `interrupted`: there may be a runner that nobody knows, since an earlier process died or the document was removed by hand. */
  | { readonly state: 'mine'; readonly version: number; readonly interrupted: boolean };

const CLOCK_SKEW = 5_000;

/**
 * Takes the id for this invocation, or finds the registration that is stored under it. Another delivery of the
 * same event may be at work: then its document is waited for, or its claim taken over when it must be dead.
 */
export async function claim(
  { id, previousId, properties, time }: Request<Properties>,
  outside: Outside,
): Promise<Claimed> {
  const { store, clock } = outside;
  let owner = outside.nonce();
  const { url, kind, scope, key } = properties;
  const write = () =>
    JSON.stringify({ state: 'claimed', owner, at: clock.now(), url, kind, scope } satisfies Claim);
  const until = clock.now() + NEW_ROLE;
  const patience = () => Math.max(0, until - clock.now());

  for (let seen = false; ; ) {
    const stored = await store.read(id, time.work, patience());
    if (stored) {
      const found = look(id, stored, owner);
      if (found.state !== 'claimed') return found;
      seen = true;
      if (clock.now() - found.at > time.lifetime + CLOCK_SKEW) {
        // SSM numbers the writes: of several that take over, the one that got the next number is it.
        const version = await store.replace(id, write(), key, time.work);
        if (version === stored.version + 1) return { state: 'mine', version, interrupted: true };
        // What this one wrote now stands for the claim of the one that was first, and must not be taken for its own.
        owner = outside.nonce();
      }
    } else if (seen) {
      throw new OperatorError('The resource was deleted while its runner was being registered.');
    } else {
      const version = await store.create(id, write(), key, time.work, patience());
      if (version !== undefined) return { state: 'mine', version, interrupted: id === previousId };
    }
    await pause(clock, time.work);
  }
}

function look(id: string, stored: Stored, owner: string): Claimed | Claim {
  const document = readDocument(id, stored.value);
  if (document.state === 'registered')
    return { state: 'registered', registration: document, version: stored.version };
  // The SDK repeats a write whose answer was lost; "already there" then means this very claim.
  return document.owner === owner ? { state: 'mine', version: stored.version, interrupted: false } : document;
}
