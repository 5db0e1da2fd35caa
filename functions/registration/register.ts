import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { asGitLabFields } from './attributes.ts';
import type { Claimed } from './claim.ts';
import { complete } from './complete.ts';
import { caCertificateOf, credentialOf, withKind } from './credentials.ts';
import { GitLabError } from './gitlab/error.ts';
import { markerOf } from './identity.ts';
import { noteInterrupted } from './left-behind.ts';
import { removeOrphans } from './orphans.ts';
import type { GitLab, NewRunner, Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import type { Current } from './record.ts';
import { renewedName, verify } from './renewed.ts';
import { FAILURES, NOTES } from './sentences.ts';

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
    const caCertificate = await caCertificateOf(properties, request, outside);
    const gitLab = outside.connect({ url: properties.url, caCertificate, signal: time.work });
    if (claimed.interrupted) await settleInterrupted(gitLab, credential, request, outside);
    runner = await obtain(gitLab, credential, request).catch((error: unknown) =>
      Promise.reject(withKind(error, properties, credential)),
    );
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
  await outside.store.remove(renewedName(id), time.work);
  if (properties.kind === 'runner') return;
  try {
    if (properties.kind !== 'access') throw new Error('a registration token cannot look for runners');
    await removeOrphans(gitLab, credential, properties.scope, markerOf(id));
  } catch {
    await noteInterrupted(id, properties.url, outside, time.tidying);
  }
}

/**
 * Makes the runner, or adopts the one that the credential is of. A request that may have made one is never simply
 * repeated: with an access token what it made is found by its marker and removed, else the error names the marker.
 */
async function obtain(
  gitLab: GitLab,
  credential: string,
  { id, properties, warn }: Request<Properties>,
): Promise<NewRunner> {
  const { kind, scope, attributes } = properties;
  if (kind === 'runner') return verify(gitLab, credential, id);
  const marker = markerOf(id);
  const create = () => gitLab.create(kind, credential, scope, asGitLabFields(attributes, marker));
  const forget = (keep?: string) => removeOrphans(gitLab, credential, scope, marker, keep);
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof GitLabError) || error.outcome !== 'unknown') throw error;
    if (kind !== 'access') throw lost(error, marker);
    await forget().catch(() => Promise.reject(lost(error, marker)));
    const runner = await create().catch((again: unknown) => Promise.reject(lost(again, marker)));
    // A proxy that gave up may have left GitLab at work: its late runner goes too.
    await forget(runner.id).catch(() => warn(say(NOTES.maybeAnother, { runner: runner.id, marker })));
    return runner;
  }
}

function lost(error: unknown, marker: string): OperatorError {
  const why = error instanceof Error ? error.message : '';
  return new OperatorError(say(FAILURES.maybeRegistered, { why, marker }));
}
