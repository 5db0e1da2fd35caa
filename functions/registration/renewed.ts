import type { Request } from '../custom-resource/resource.ts';
import { say } from '../sentence.ts';
import { GitLabError } from './gitlab/error.ts';
import { systemIdOf } from './identity.ts';
import type { GitLab, NewRunner, Outside } from './ports.ts';
import { type Registration, type Renewed, readRenewed } from './record.ts';
import { NOTES } from './sentences.ts';

/** The one parameter that the manager may write: the token that GitLab Runner has renewed. */
export const renewedName = (id: string) => `${id}/renewed`;

/**
 * The registration with its renewed token, where there is one that GitLab knows as this runner's: whoever has the
 * manager may write anything there. Throws a GitLabError when GitLab cannot be asked.
 */
export async function withRenewed(
  id: string,
  registration: Registration,
  connect: () => Promise<GitLab>,
  request: Pick<Request<unknown>, 'secrets' | 'time' | 'warn'>,
  outside: Outside,
): Promise<Registration> {
  const renewed = await readLater(id, registration, request, outside);
  if (!renewed) return registration;
  request.secrets.add(renewed.token);
  const runner = await verify(await connect(), renewed.token, id).catch((error: unknown) => {
    if (isDeadToken(error)) return undefined;
    throw error;
  });
  if (runner?.id !== registration.runnerId) {
    request.warn(say(NOTES.notItsToken, { name: renewedName(id), runner: registration.runnerId }));
    return registration;
  }
  const { token, tokenExpiresAt } = runner;
  // A date to come would stand above every later renewal.
  const obtainedAt = Math.min(Date.parse(renewed.tokenObtainedAt), outside.clock.now());
  const isPast = obtainedAt === Date.parse(renewed.tokenObtainedAt);
  const tokenObtainedAt = isPast ? renewed.tokenObtainedAt : new Date(obtainedAt).toISOString();
  return { ...registration, token, tokenObtainedAt, tokenExpiresAt };
}

/**
 * Whether GitLab itself says of a token that no runner will ever get a job with it: it knows none (403), or the runner's
 * last project is gone (422): nothing else with these numbers counts as GitLab's, see ../gitlab/words.ts.
 */
export const isDeadToken = (error: unknown): boolean =>
  error instanceof GitLabError && (error.status === 403 || error.status === 422);

/** The runner that a token is of, for GitLab. */
export async function verify(gitLab: GitLab, token: string, id: string): Promise<NewRunner> {
  const runner = await gitLab.verify(token, systemIdOf(id));
  // Verifying made a manager entry that would show as a second, dead manager for a week.
  await gitLab.forgetManager(token, systemIdOf(id)).catch(() => undefined);
  return runner;
}

async function readLater(
  id: string,
  { tokenObtainedAt }: Registration,
  { time, warn }: Pick<Request<unknown>, 'time' | 'warn'>,
  { store }: Outside,
): Promise<Renewed | undefined> {
  const stored = await store.read(renewedName(id), time.work);
  if (!stored) return undefined;
  const renewed = readRenewed(stored.value);
  if (!renewed) warn(say(NOTES.renewedUnread, { name: renewedName(id) }));
  const isLater = Date.parse(renewed?.tokenObtainedAt ?? '') > Date.parse(tokenObtainedAt);
  return isLater ? renewed : undefined;
}
