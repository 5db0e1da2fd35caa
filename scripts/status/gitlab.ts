import { readFileSync } from 'node:fs';
import { callGitLab } from '../../functions/gitlab/call.ts';
import { readRunnerId } from '../../functions/gitlab/forms.ts';
import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';
import { verdictOn } from '../../functions/gitlab/verdict.ts';
import { parseObject } from '../../functions/https/read-response.ts';
import { CommandError } from '../lib/command-error.ts';
import type { RunnerInGitLab, Stack } from './facts.ts';

/** In milliseconds. */
const PATIENCE = 10_000;

/** Asks the named GitLab, with the token of the file or of GITLAB_TOKEN. */
export function asking(named: string, file: string | undefined): (stack: Stack) => Promise<RunnerInGitLab> {
  const token = readAccessToken(
    file,
    '--gitlab needs an access token with read_api, in GITLAB_TOKEN or --gitlab-token-file.',
  );
  return (stack) => seeInGitLab(named, token, stack);
}

/**
 * Asks GitLab for the runner. The address is the user's own word: a stack's parameters are no reason to send a
 * token anywhere. A private CA is trusted by NODE_EXTRA_CA_CERTS.
 */
async function seeInGitLab(named: string, token: string, stack: Stack): Promise<RunnerInGitLab> {
  const [url, its] = [named, stack.parameters.GitLabUrl ?? ''].map(normaliseGitLabUrl);
  if (url === undefined) throw new CommandError('--gitlab must be an https:// URL without user or query.');
  if (url !== its) throw new CommandError(`The stack's GitLab is ${its}, not ${url}: it was not asked.`);
  const id = readRunnerId(stack.outputs.RunnerId);
  if (id === undefined) throw new CommandError('The stack names no runner: GitLab was not asked.');
  const signal = AbortSignal.timeout(PATIENCE);
  const call = { method: 'GET', path: `/runners/${id}`, accessToken: token } as const;
  const response = await callGitLab(call, { url, caCertificate: '', signal }, PATIENCE);
  if (response instanceof Error) throw new CommandError(`${url} did not respond (${response.message}).`);
  // Others hide what they guard, too.
  if (response.status === 404 && verdictOn(response) === 'refused')
    return { status: 'gone', paused: false, contacted: '' };
  if (response.status !== 200)
    throw new CommandError(`${url} returned ${response.status} to /runners/${id}.`);
  const { status, paused, contacted_at: contacted } = parseObject(response) ?? {};
  if (typeof status !== 'string') throw new CommandError('GitLab returned something else than a runner.');
  return { status, paused: paused === true, contacted: typeof contacted === 'string' ? contacted : 'never' };
}

/** The token, from a file or GITLAB_TOKEN; never an argument, which every user of the machine can read. */
export function readAccessToken(file: string | undefined, otherwise: string): string {
  const token = (file === undefined ? process.env.GITLAB_TOKEN : readFileSync(file, 'utf8'))?.trim();
  if (!token || /[^\x21-\x7e]/.test(token)) throw new CommandError(otherwise);
  return token;
}
