import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { caCertificateOf, credentialOf } from './credentials.ts';
import { GitLabError } from './gitlab/error.ts';
import { identify, markerOf, pathOf } from './identity.ts';
import { leaveBehind, noteInterrupted } from './left-behind.ts';
import { mustBeMarked } from './marked.ts';
import { removeOrphans } from './orphans.ts';
import type { GitLab, Outside, Stored } from './ports.ts';
import type { Properties } from './properties.ts';
import type { Claim, Registration } from './record.ts';
import { renewedName, withRenewed } from './renewed.ts';
import { FAILURES, NOTES } from './sentences.ts';
import { isOfAnotherCreate, readTrusted } from './trusted-record.ts';

type Asked = Request<Properties | undefined>;

/**
 * Deletes a registration in GitLab and in the store. A GitLab that cannot be asked does not fail it:
 * CloudFormation would go on and delete this function, and no second try could follow
 * (docs/development/decisions/0004-forgiving-delete.md). Unless `strict`.
 */
export async function deregister(
  id: string,
  strict: boolean,
  request: Asked,
  outside: Outside,
): Promise<void> {
  const { store } = outside;
  const stored = await store.read(id, request.time.work);
  if (!stored) return;
  const record = readTrusted(id, stored.value, request, outside.clock.now());
  if (await isOfAnotherCreate(record, request)) return;
  if (!record) await removeUnread(id, stored, strict, request, outside);
  else if (record.state === 'claimed') await removeClaim(id, record, strict, request, outside);
  else if (record.kind !== 'runner') await removeRunner(id, record, strict, request, outside);
  await store.remove(renewedName(id), request.time.tidying);
  await store.remove(id, request.time.tidying);
}

/** A living holder will miss its claim and undo its runner; a dead one may have left a runner that nobody knows. */
async function removeClaim(
  id: string,
  claim: Claim,
  strict: boolean,
  request: Asked,
  outside: Outside,
): Promise<void> {
  if (claim.kind === 'runner' || outside.clock.now() - claim.at <= request.time.lifetime) return;
  await removeMarked(id, claim, request, outside).catch((error: unknown) => {
    if (strict && mayPass(error)) throw error;
    return noteInterrupted(id, claim.url, outside, request.time.tidying);
  });
}

/** What somebody else wrote over the registration, or its key withholds, names no runner: only the marker does. */
async function removeUnread(
  id: string,
  { withheld }: Stored,
  strict: boolean,
  request: Asked,
  outside: Outside,
): Promise<void> {
  const { properties, time } = request;
  if (properties?.kind === 'runner') return;
  await removeMarked(id, properties, request, outside).catch((error: unknown) => {
    if (strict && mayPass(error)) throw error;
    const named = { name: id, marker: markerOf(id) };
    const note =
      withheld === undefined
        ? say(NOTES.unreadable, named)
        : say(NOTES.withheld, { ...named, why: withheld });
    request.warn(note);
    return leaveBehind(id, note, outside, time.tidying);
  });
}

async function removeMarked(
  id: string,
  origin: Pick<Properties, 'url' | 'scope'> | undefined,
  request: Asked,
  outside: Outside,
): Promise<void> {
  if (!origin) throw new Error('no address');
  const { gitLab, accessToken } = await reach(origin.url, request, outside);
  if (!accessToken) throw new Error('no access token');
  await removeOrphans(gitLab, accessToken, origin.scope, markerOf(id));
}

async function removeRunner(
  id: string,
  registration: Registration,
  strict: boolean,
  request: Asked,
  outside: Outside,
): Promise<void> {
  const { url, runnerId } = registration;
  request.secrets.add(registration.token);
  try {
    const { gitLab, accessToken } = await reach(url, request, outside);
    // The live token goes to no URL that only the record says.
    const isKnown = request.properties?.url === url;
    const { token } = isKnown
      ? await withRenewed(id, registration, async () => gitLab, request, outside)
      : registration;
    await gitLab.removeByToken(token).catch(async (error: unknown) => {
      // 403 is all that GitLab says of a token it does not know: removed by hand, or rotated and still alive.
      const unknownToken = error instanceof GitLabError && error.status === 403;
      if (!unknownToken || !accessToken) throw error;
      await mustBeMarked(gitLab, accessToken, runnerId, markerOf(id));
      await gitLab.removeById(accessToken, runnerId);
    });
  } catch (error) {
    if (!(error instanceof GitLabError)) throw error;
    if (strict && mayPass(error)) throw error;
    const values = { runner: runnerId, url, why: error.message };
    request.warn(say(NOTES.notDeregistered, values));
    // The marker, too: this note may take the place of an earlier one of the same id.
    const text = say(NOTES.maybeStillRegistered, { ...values, marker: markerOf(id) });
    await leaveBehind(id, text, outside, request.time.tidying);
  }
}

/** Whether GitLab has not said no: a later try may do better. */
const mayPass = (error: unknown) => error instanceof GitLabError && error.outcome !== 'refused';

/** GitLab at the registration's own URL, and the access token when the current one is for that URL. */
async function reach(
  url: string,
  request: Asked,
  outside: Outside,
): Promise<{ gitLab: GitLab; accessToken: string | undefined }> {
  const { properties, time } = request;
  const caCertificate = properties ? await caCertificateOf(properties, request, outside).catch(() => '') : '';
  const gitLab = outside.connect({ url, caCertificate, signal: time.work });
  const mayUse = properties?.kind === 'access' && properties.url === url;
  const accessToken = mayUse
    ? await credentialOf(properties, request, outside).catch(() => undefined)
    : undefined;
  return { gitLab, accessToken };
}

/**
 * The failure of a Delete with where to look for what it left. Its reason is often the last word: CloudFormation
 * goes on and deletes this function, and the key without which no stored token can be read.
 */
export function withWhereToLook(
  error: unknown,
  { id, properties, stack }: Request<Properties | undefined>,
): unknown {
  if (!(error instanceof OperatorError)) return error;
  const path = pathOf(stack);
  const own = id.startsWith(path) || !properties ? id : identify(properties, stack);
  const where = { why: error.message, path };
  const sentence =
    properties?.kind === 'runner'
      ? say(FAILURES.left, where)
      : say(FAILURES.leftWithRunner, { ...where, marker: markerOf(own) });
  return new OperatorError(sentence, { cause: error });
}
