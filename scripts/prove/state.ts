import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';
import { parseObject } from '../../functions/https/read-response.ts';
import { CommandError } from '../lib/command-error.ts';
import { type Is, isId, isText, like, listOf, objectOf } from '../lib/forms.ts';
import { PROJECT } from '../lib/project.ts';

/** What a proof is about to make; written before it makes anything, and gone when nothing is left of it. */
export interface State {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  readonly gitLabUrl: string;
  readonly project: number;
  /** What its resources are told by, once the stack is there: its id, and its key. */
  readonly marks: readonly string[];
  /** The group that is given a warm pool, or empty. */
  readonly warmGroup: string;
}

/** Removes what is noted; with the token of the proof, in the file or in GITLAB_TOKEN. */
export const CLEAN_UP = 'npm run prove -- --clean-up --token-file token.txt';
const FOLDER = join(PROJECT, '.local', 'prove');
const NOTE = /^(gitlab-runner-prove-[\da-f-]+)\.json$/;
const isState: Is<State> = objectOf({
  ...{ stack: like(/^[\w-]+$/), region: like(/^[a-z\d-]+$/), account: like(/^(\d{12})?$/), project: isId },
  gitLabUrl: (value): value is string => isText(value) && normaliseGitLabUrl(value) === value,
  // An empty one would be found in every name.
  ...{ marks: listOf(like(/^[\w-]+$/)), warmGroup: like(/^[\w-]*$/) },
});
const fileOf = (stack: string) => join(FOLDER, `${stack}.json`);

export function remember(state: State): void {
  mkdirSync(FOLDER, { recursive: true });
  // Whole or not at all, as a crash may come here, too.
  writeFileSync(`${fileOf(state.stack)}~`, JSON.stringify(state));
  renameSync(`${fileOf(state.stack)}~`, fileOf(state.stack));
}

export const forget = (stack: string): void => rmSync(fileOf(stack), { force: true });

/** What it names is deleted, and its GitLab is sent the token: what no proof of this version has noted is refused. */
export function recall(stack: string): State {
  const state = parseObject({ body: readFileSync(fileOf(stack), 'utf8') });
  if (isState(state) && state.stack === stack) return state;
  throw new CommandError(`${fileOf(stack)} is not what a proof notes: see what it says, and delete it.`);
}

/** The stacks of which something may be left. */
export function unfinished(): string[] {
  mkdirSync(FOLDER, { recursive: true });
  return readdirSync(FOLDER).flatMap((file) => NOTE.exec(file)?.[1] ?? []);
}
