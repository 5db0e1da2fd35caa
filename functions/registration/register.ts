import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import type { Claimed } from './claim.ts';
import { complete } from './complete.ts';
import { authorityOf, credentialOf } from './credentials.ts';
import { markerOf } from './identity.ts';
import { obtain } from './obtain.ts';
import { forgetOrphans, noteInterrupted } from './orphans.ts';
import type { GitLab, NewRunner, Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import type { Current } from './record.ts';

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
    runner = await obtain(gitLab, credential, request);
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
