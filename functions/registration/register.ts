import { OperatorError } from '../custom-resource/errors.ts';
import type { Request } from '../custom-resource/resource.ts';
import type { Claimed } from './claim.ts';
import type { Registration } from './document.ts';
import { markerOf } from './identity.ts';
import { obtain } from './obtain.ts';
import { forgetOrphans, noteInterrupted } from './orphans.ts';
import type { GitLab, NewRunner, Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { authorityOf, credentialOf } from './secrets.ts';

export interface Current {
  readonly registration: Registration;
  readonly version: number;
}

/** Makes the runner for a claimed id and writes it down; whatever fails leaves neither a runner nor a claim. */
export async function register(
  claimed: Extract<Claimed, { state: 'mine' }>,
  request: Request<Properties>,
  outside: Outside,
): Promise<Current> {
  const { id, properties, time } = request;
  let runner: NewRunner;
  try {
    const credential = await credentialOf(properties, request, outside);
    const authority = await authorityOf(properties, request, outside);
    const gitLab = outside.connect({ url: properties.url, authority, signal: time.work });
    if (claimed.interrupted) await settleInterrupted(gitLab, credential, request, outside);
    runner = await obtain(gitLab, credential, request, outside);
    request.secrets.add(runner.token);
  } catch (error) {
    await outside.store.remove(id, time.tidying);
    throw error;
  }
  return complete(claimed.version, runner, request, outside);
}

async function settleInterrupted(
  gitLab: GitLab,
  credential: string,
  { id, properties, time }: Request<Properties>,
  outside: Outside,
): Promise<void> {
  if (properties.kind === 'runner') return;
  try {
    if (properties.kind !== 'access') throw new OperatorError('a registration token cannot look for runners');
    await forgetOrphans(gitLab, credential, properties.scope, markerOf(id));
  } catch {
    await noteInterrupted(id, properties.url, outside, time.tidying);
  }
}

async function complete(
  claimVersion: number,
  runner: NewRunner,
  request: Request<Properties>,
  outside: Outside,
): Promise<Current> {
  const { id, properties, time } = request;
  const { url, kind, scope, attributes, key } = properties;
  const registration: Registration = {
    state: 'registered',
    url,
    kind,
    scope,
    attributes,
    key,
    runnerId: runner.id,
    token: runner.token,
    tokenObtainedAt: new Date(outside.clock.now()).toISOString(),
    tokenExpiresAt: runner.tokenExpiresAt,
  };
  try {
    const version = await write(id, JSON.stringify(registration), key, outside, time.tidying);
    // SSM counts from 1 again after a deletion: a Delete came in between, and this runner is nobody's.
    if (version > claimVersion) return { registration, version };
    throw new OperatorError('The resource was deleted while its runner was being registered.');
  } catch (error) {
    await undo(runner, request, outside, error);
    throw error;
  }
}

/** A write whose answer was lost is read back before it is called failed. */
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
    const authority = await authorityOf(properties, request, outside).catch(() => '');
    const gitLab = outside.connect({ url: properties.url, authority, signal: time.tidying });
    await gitLab.removeByToken(runner.token).catch(() => {
      const why = cause instanceof Error ? cause.message : '';
      const named = `${why} Runner ${runner.id} at ${properties.url} could not be removed again: delete it in GitLab.`;
      // Logged, too: when the time is up another reason may have been answered already.
      outside.warn(named);
      throw new OperatorError(named);
    });
  }
  await outside.store
    .remove(id, time.tidying)
    .catch(() => outside.warn(`The parameter ${id} could not be removed.`));
}
