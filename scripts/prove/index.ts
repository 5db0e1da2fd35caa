import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';
import { command } from '../lib/command.ts';
import { CommandError } from '../lib/command-error.ts';
import { showProgress } from '../lib/progress.ts';
import { PROJECT } from '../lib/project.ts';
import { readTemplate } from '../lib/template.ts';
import { prefilled } from '../release/prefilled.ts';
import { readAccessToken } from '../status/gitlab.ts';
import { cleanUp, verdictOn } from './clean-up.ts';
import { withLocalWorld } from './here.ts';
import { planOf } from './plan.ts';
import { lookBefore, prove } from './prove.ts';
import { asRecord, givenAway, withhold } from './record.ts';
import { CLEAN_UP, forget, recall, unfinished } from './state.ts';
import { openAccount, type World } from './world.ts';

const interrupted = new AbortController();
const { signal } = interrupted;
let stopping = Number.NEGATIVE_INFINITY;
const progress = showProgress();
type Options = ReturnType<typeof readOptions>;

/** `npm run prove`: a stack's whole life on the user's own account and GitLab, and a record of it. docs/proving.md explains it. */
async function main(): Promise<void> {
  const options = readOptions();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  if (options['clean-up']) return cleanUpAll(options);
  if (options.local)
    return withLocalWorld(newName(), signal, progress, (world, its) =>
      record(world, { ...options, parameters: { ...options.parameters, ...its } }),
    );
  const url = normaliseGitLabUrl(options.parameters.GitLabUrl ?? '');
  if (!url) throw new CommandError('GitLabUrl must be an https:// URL without user or query.');
  const asked = { stack: newName(), region: options.region, gitLabUrl: url, token: tokenOf(options) };
  const world = await openAccount({ ...asked, project: projectOf(options) }, signal);
  await lookBefore(world, options.parameters);
  console.log(planOf(world, options.parameters, options.warm));
  if (!options.yes) await consent();
  await record(world, options);
}

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      /** The project ID in GitLab. */
      project: { type: 'string' },
      region: { type: 'string' },
      'token-file': { type: 'string' },
      /** Spends without asking. */
      yes: { type: 'boolean', default: false },
      warm: { type: 'boolean', default: false },
      'clean-up': { type: 'boolean', default: false },
      /** On the emulator and with the stand-in GitLab. */
      local: { type: 'boolean', default: false },
    },
  });
  return { ...values, parameters: prefilled(positionals, readTemplate().Parameters) };
}

// npm sends on what the terminal has sent (lib/signal-manager.js of @npmcli/run-script, npm 11.19), and bash as its shell
// hands its place to the script: one Ctrl-C comes twice.
function interrupt(): void {
  if (performance.now() - stopping < 1_000) return;
  if (signal.aborted) {
    console.error(`\nStopped at once. What is left is removed by: ${CLEAN_UP}`);
    process.exit(130);
  }
  stopping = performance.now();
  console.error('\nInterrupted: what was made is removed. Ctrl-C once more stops at once.');
  interrupted.abort();
}

const newName = () => `gitlab-runner-prove-${randomBytes(3).toString('hex')}`;

function projectOf({ project = '' }: Options): number {
  if (!/^\d{1,12}$/.test(project))
    throw new CommandError('Name the GitLab project by its number: npm run prove -- --project 123');
  return Number(project);
}

const tokenOf = ({ 'token-file': file }: Options) =>
  readAccessToken(file, 'An access token with the scope api must be in GITLAB_TOKEN or --token-file.');

async function consent(): Promise<void> {
  process.stdout.write('\nType yes to go on: ');
  const terminal = createInterface({ input: process.stdin });
  const said = Promise.race([once(terminal, 'line', { signal }), once(terminal, 'close')]);
  const [answer = ''] = await said.finally(() => terminal.close());
  if (answer.trim() !== 'yes') throw new CommandError('Nothing was made.');
}

async function record(world: World, { warm, parameters }: Options): Promise<void> {
  const { host, hostname } = new URL(world.gitLabUrl);
  const secrets = [world.account, world.token, host, hostname, world.stack];
  const proof = withhold(await prove(world, progress, { parameters, warm, signal }), secrets);
  const text = asRecord(proof);
  const given = givenAway(text, secrets);
  process.exitCode = progress.finish();
  if (given.length > 0) throw new CommandError(`No record was written: it would hold ${given.join(', ')}.`);
  const file = join('docs', 'proofs', proof.world === 'local' ? 'local.md' : `${proof.date}-aws.md`);
  writeFileSync(join(PROJECT, file), text);
  console.log(`\nThe record is ${file}: commit it, or paste it into an issue. npm run docs counts it in.`);
}

/** What proofs that did not end have left. */
async function cleanUpAll(options: Options): Promise<void> {
  const stacks = unfinished();
  if (stacks.length === 0) console.log('No proof has left anything.');
  for (const stack of stacks) {
    progress.step(`What is left of ${stack} is removed`);
    // One that cannot be removed does not let another go on and cost.
    const left = await removeRest(stack, options).catch((error: Error) => [error.message]);
    progress.saw(...verdictOn(left));
  }
  process.exitCode = progress.finish();
}

async function removeRest(stack: string, options: Options): Promise<string[]> {
  const state = recall(stack);
  const isGone = state.account === '';
  if (!isGone) return cleanUp(await openAccount({ ...state, token: tokenOf(options) }, signal), progress);
  forget(stack);
  return [];
}

/** AWS's words without the rest of its response. */
function plainly(error: unknown): unknown {
  if (error instanceof CommandError) return error;
  if (signal.aborted) return new CommandError('Interrupted.');
  const isOfAws = error instanceof Error && '$metadata' in error;
  return isOfAws ? new CommandError(`AWS says: ${error.name}: ${error.message}`) : error;
}

await command(() => main().catch((error: unknown) => Promise.reject(plainly(error))));
