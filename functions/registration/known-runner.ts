import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { GitLabError } from './gitlab/error.ts';
import type { GitLab } from './ports.ts';
import type { Properties } from './properties.ts';
import type { Registration } from './record.ts';
import { isDeadToken, verify } from './renewed.ts';
import { FAILURES, NOTES } from './sentences.ts';

/**
 * Asks GitLab once whether the runner of an Update lives. Throws a GitLabError when GitLab itself says no: else the
 * stack would go on for months with a runner that takes no job. A rollback is not held up, nor is an Update of which
 * CloudFormation does not say whether it is one; a GitLab that cannot be asked changes nothing.
 */
export async function mustBeKnown(
  { runnerId, token }: Registration,
  request: Request<Properties>,
  connect: () => Promise<GitLab>,
): Promise<void> {
  const { id, previousId, properties, warn } = request;
  if (previousId !== id) return;
  const isReversal = await request.isReversal();
  if (isReversal) return;
  const isKnown = await isTokenKnown(token, id, connect).catch((error: unknown) => {
    if (!(error instanceof OperatorError)) throw error;
    warn(say(NOTES.runnerUnasked, { runner: runnerId, why: error.message }));
    return true;
  });
  if (isKnown) return;
  const gone = properties.kind === 'runner' ? FAILURES.ownGone : FAILURES.gone;
  const sentence = say(gone, { runner: runnerId, name: id });
  if (isReversal === false) throw new GitLabError(sentence, 'refused', FORBIDDEN);
  warn(sentence);
}

async function isTokenKnown(token: string, id: string, connect: () => Promise<GitLab>): Promise<boolean> {
  try {
    await verify(await connect(), token, id);
    return true;
  } catch (error) {
    if (isDeadToken(error)) return false;
    throw error;
  }
}

/** As GitLab responds to a token that it does not know. */
const FORBIDDEN = 403;
