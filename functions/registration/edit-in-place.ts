import { isDeepStrictEqual } from 'node:util';
import { readFailedId } from '../custom-resource/failed-id.ts';
import type { Request } from '../custom-resource/resource.ts';
import { say } from '../sentence.ts';
import { asGitLabFields, sameAttributes } from './attributes.ts';
import { caCertificateOf, credentialOf } from './credentials.ts';
import { GitLabError } from './gitlab/error.ts';
import { markerOf } from './identity.ts';
import { mustBeKnown } from './known-runner.ts';
import { mustBeMarked } from './marked.ts';
import type { GitLab, Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { type Current, type Registration, writeRecord } from './record.ts';
import { withRenewed } from './renewed.ts';
import { NOTES } from './sentences.ts';

/** For a GitLab that may be down, while an edit still has to say so; in milliseconds. */
const LONGEST_QUESTION = 20_000;

/**
 * Brings a stored registration to the wanted attributes and key. The attributes last applied are on record, so
 * that the reversed Update of a failed edit has nothing to ask of a GitLab that may still be failing.
 */
export async function editInPlace(
  { registration: stored, version }: Current,
  request: Request<Properties>,
  outside: Outside,
): Promise<Current> {
  request.secrets.add(stored.token);
  const { id, properties, time } = request;
  const { isAsked, registration: live } = await withLiveToken(stored, request, outside);
  const registration = { ...live, attempt: attemptNow(stored, request) };
  const soon = () => AbortSignal.any([time.work, AbortSignal.timeout(LONGEST_QUESTION)]);
  const ask = async () => isAsked || mustBeKnown(stored, request, () => connect(request, outside, soon()));
  const wanted = { ...registration, key: properties.key };
  const save = async (changed: Registration): Promise<Current> => ({
    registration: changed,
    version: await outside.store.replace(id, writeRecord(changed), properties.key, time.tidying),
  });
  // Only an access token edits; a registration token's attributes are part of the id, an adopted runner's are the user's.
  const same = properties.kind !== 'access' || sameAttributes(registration.attributes, properties.attributes);
  if (same && !registration.editing) {
    await ask();
    return isDeepStrictEqual(stored, wanted) ? { registration, version } : save(wanted);
  }

  if (!registration.editing) await save({ ...wanted, editing: true });
  const { editing: _, ...settled } = wanted;
  try {
    await ask();
    await edit(registration.runnerId, request, outside);
  } catch (error) {
    if (error instanceof GitLabError && error.outcome !== 'unknown' && !registration.editing)
      await save(settled);
    if (!same) throw error;
    request.warn(say(NOTES.maybeEdited, { runner: registration.runnerId }));
    return { registration, version };
  }
  return save({ ...settled, attributes: properties.attributes });
}

/** A Create that finds what another one has made takes it over: the other's Delete must then leave it. */
function attemptNow({ attempt }: Registration, { previousId, attempt: now }: Request<Properties>): string {
  return previousId === undefined || readFailedId(previousId).attempt !== undefined ? now : attempt;
}

/** With a renewed token, unless GitLab cannot be asked: then that stays where it is until it can. */
async function withLiveToken(stored: Registration, request: Request<Properties>, outside: Outside) {
  try {
    const connecting = () => connect(request, outside);
    const registration = await withRenewed(request.id, stored, connecting, request, outside);
    return { registration, isAsked: registration !== stored };
  } catch (error) {
    if (!(error instanceof GitLabError)) throw error;
    request.warn(say(NOTES.renewedUnverified, { why: error.message }));
    return { registration: stored, isAsked: true };
  }
}

async function edit(runnerId: string, request: Request<Properties>, outside: Outside): Promise<void> {
  const { id, properties } = request;
  const credential = await credentialOf(properties, request, outside);
  const gitLab = await connect(request, outside);
  await mustBeMarked(gitLab, credential, runnerId, markerOf(id));
  await gitLab.edit(credential, runnerId, asGitLabFields(properties.attributes, markerOf(id)));
}

async function connect(
  request: Request<Properties>,
  outside: Outside,
  signal = request.time.work,
): Promise<GitLab> {
  const { properties } = request;
  const caCertificate = await caCertificateOf(properties, request, outside);
  return outside.connect({ url: properties.url, caCertificate, signal });
}
