import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { caCertificateOf } from './credentials.ts';
import type { NewRunner, Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { type Current, type Registration, writeRecord } from './record.ts';
import { FAILURES, NOTES } from './sentences.ts';

/** Writes the registration down over its claim; a runner that cannot be written down is deleted in GitLab again. */
export async function complete(
  claimVersion: number,
  runner: NewRunner,
  request: Request<Properties>,
  outside: Outside,
): Promise<Current> {
  const { id, properties, time, attempt } = request;
  const { url, kind, scope, attributes, key } = properties;
  const registration: Registration = {
    state: 'registered',
    url,
    kind,
    scope,
    attempt,
    attributes,
    key,
    runnerId: runner.id,
    token: runner.token,
    tokenObtainedAt: new Date(outside.clock.now()).toISOString(),
    tokenExpiresAt: runner.tokenExpiresAt,
  };
  try {
    const version = await write(id, writeRecord(registration), key, outside, time.tidying);
    // SSM counts from 1 again after a deletion: a Delete came in between, and this runner is nobody's.
    if (version > claimVersion) return { registration, version };
    throw new OperatorError(say(FAILURES.deletedMeanwhile));
  } catch (error) {
    await undo(runner, request, outside, error);
    throw error;
  }
}

/** A write whose response was lost is read back before it is called failed. */
async function write(
  id: string,
  value: string,
  key: string,
  { store }: Outside,
  signal: AbortSignal,
): Promise<number> {
  try {
    return await store.replace(id, value, key, signal);
  } catch (error) {
    const stored = await store.read(id, signal).catch(() => undefined);
    if (stored?.value === value) return stored.version;
    throw error;
  }
}

async function undo(
  runner: NewRunner,
  request: Request<Properties>,
  outside: Outside,
  cause: unknown,
): Promise<void> {
  const { id, properties, time } = request;
  if (properties.kind !== 'runner') {
    const caCertificate = await caCertificateOf(properties, request, outside).catch(() => '');
    const gitLab = outside.connect({ url: properties.url, caCertificate, signal: time.tidying });
    await gitLab.removeByToken(runner.token).catch(() => {
      const why = cause instanceof Error ? cause.message : '';
      const named = say(FAILURES.notRemovedAgain, { why, runner: runner.id, url: properties.url });
      // Logged, too: when the time is up another reason may have been sent already.
      request.warn(named);
      throw new OperatorError(named);
    });
  }
  await outside.store.remove(id, time.tidying).catch(() => request.warn(say(NOTES.notRemoved, { name: id })));
}
