import type { Request } from '../custom-resource/resource.ts';
import { say } from '../sentence.ts';
import { asGitLabFields, sameAttributes } from './attributes.ts';
import { caCertificateOf, credentialOf } from './credentials.ts';
import { GitLabError } from './gitlab/error.ts';
import { markerOf } from './identity.ts';
import type { Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import type { Current, Registration } from './record.ts';
import { NOTES } from './sentences.ts';

/**
 * Brings a stored registration to the wanted attributes and key. The attributes last applied are on record, so
 * that the reversed Update of a failed edit has nothing to ask of a GitLab that may still be failing.
 */
export async function update(
  { registration, version }: Current,
  request: Request<Properties>,
  outside: Outside,
): Promise<Current> {
  request.secrets.add(registration.token);
  const { id, properties, time } = request;
  const wanted = { ...registration, key: properties.key };
  const save = async (changed: Registration): Promise<Current> => ({
    registration: changed,
    version: await outside.store.replace(id, JSON.stringify(changed), properties.key, time.tidying),
  });
  // Only an access token edits; a registration token's attributes are part of the id, an adopted runner's are the user's.
  const same = properties.kind !== 'access' || sameAttributes(registration.attributes, properties.attributes);
  if (same && !registration.editing)
    return registration.key === properties.key ? { registration, version } : save(wanted);

  if (!registration.editing) await save({ ...wanted, editing: true });
  const { editing: _, ...settled } = wanted;
  try {
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

async function edit(runnerId: string, request: Request<Properties>, outside: Outside): Promise<void> {
  const { id, properties, time } = request;
  const credential = await credentialOf(properties, request, outside);
  const caCertificate = await caCertificateOf(properties, request, outside);
  const gitLab = outside.connect({ url: properties.url, caCertificate, signal: time.work });
  await gitLab.edit(credential, runnerId, asGitLabFields(properties.attributes, markerOf(id)));
}
