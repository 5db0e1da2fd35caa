import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FAILURES } from '../../functions/custom-resource/sentences.ts';
import { place } from '../../scripts/local/machine/outside.ts';
import { create } from '../registration/create.ts';
import { awsError } from '../support/faulty-aws.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { builds } from './builds.ts';
import { scaleSleeps } from './managers/clock.ts';
import { renewedConfig, tokenIn, writeConfig } from './managers/config-toml.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';
import { DOCUMENT } from './managers/store.ts';

let managers: Managers;

beforeAll(async () => {
  managers = await startManagers();
}, 300_000);
afterAll(() => managers.stop());
afterEach(() => managers.parameterStore.meet());

/** Boots a new manager, and tells why its stack is as it is. */
async function boot() {
  const root = managers.newRoot();
  // No faster, since calls take their real time: several must fit into the minute.
  scaleSleeps(root, 4);
  const [id = ''] = await managers.group.launch();
  const stackName = await managers.deploy();
  const { status } = await managers.boot(stackName, id, root);
  await managers.group.empty();
  return { status, failure: builds(root)[0]?.failure, reasons: await managers.reasons(stackName) };
}

const reads = () => managers.parameterStore.calls.filter(({ name }) => name === 'GetParameter').length;
const READ = 'fetch-configuration: /gitlab-runner/guid/Registration/runner could not be read: ';

describe('Parameter Store at boot', () => {
  // As long as AWS's own words are with the longest names of a role and of a parameter.
  test('denies forever: it is asked again for a minute, and its refusal is the reason of the failed stack, whole', async () => {
    const denied = `The manager ${'x'.repeat(600)} is not authorized by policy/boundary`;
    managers.parameterStore.meet(() => awsError('AccessDeniedException', denied));
    const { status, failure, reasons } = await boot();
    expect(status).toBe(1);
    expect(failure).toBe('Command 01_configuration failed');
    expect(reasons).toContain(`${READ}An error occurred (AccessDeniedException)`);
    expect(reasons).toContain(`${denied}. ${FAILURES.onCreate}`);
    expect(reads()).toBeGreaterThan(1);
  }, 300_000);

  // The AWS CLI itself asks eight times, with pauses that it doubles.
  test('throttles forever: the reason comes while somebody still waits for it', async () => {
    managers.parameterStore.meet(() => awsError('ThrottlingException', 'Rate exceeded'));
    const { status, reasons } = await boot();
    expect(status).toBe(1);
    expect(reasons).toContain(`${READ}An error occurred (ThrottlingException)`);
    expect(reads()).toBeGreaterThanOrEqual(8);
  }, 300_000);

  test.each([
    'AccessDeniedException',
    'ThrottlingException',
  ])('answers %s twice and then as it should: the manager boots', async (code) => {
    managers.parameterStore.meet(({ count }) => (count <= 2 ? awsError(code, 'Not yet.') : undefined));
    const { status, reasons } = await boot();
    expect(status).toBe(0);
    expect(reasons).not.toContain('could not be read');
  }, 300_000);
});

describe('a manager that is replaced', () => {
  let stack: RunningStack;
  let settings: string;
  beforeAll(async () => {
    stack = await startStack();
    settings = `GITLAB_URL=${stack.gitLab.url}`;
  }, 300_000);
  afterAll(() => stack.stop());

  /** The machine of a new instance, which knows nothing of the one before, when its gitlab-runner is about to start. */
  async function start(): Promise<Manager> {
    const manager = managers.machine('i-0');
    rmSync(join(manager.root, 'run/gitlab-runner'), { recursive: true });
    place(manager.root, 'etc/gitlab-runner-stack.ca', stack.authority);
    expect((await run(manager, `${settings} fetch-configuration`)).status).toBe(0);
    return manager;
  }

  test('goes on as the runner that GitLab knows, also with a token renewed in between, and nobody registers', async () => {
    const { stored, runners } = await create(stack, { GitLabToken: stack.gitLab.registrationToken });
    const [runner = { id: 0, token: '' }] = runners;
    await managers.store.register(JSON.parse(stored[0] ?? ''));
    const first = await start();
    expect(tokenIn(first.root)).toBe(runner.token);
    expect(tokenIn((await start()).root)).toBe(runner.token);

    const token = stack.gitLab.rotateToken(runner.id);
    writeConfig(
      first.root,
      renewedConfig({ id: String(runner.id), token, obtainedAt: '2099-01-01T00:00:00Z' }),
    );
    expect((await run(first, `${settings} keep-token`)).status).toBe(0);
    expect(tokenIn((await start()).root)).toBe(token);

    const posts = stack.gitLab.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    // Whose the renewed token is, for the third.
    expect(posts).toEqual(['/api/v4/runners', '/api/v4/runners/verify']);
    expect([...stack.gitLab.runners.keys()]).toEqual([runner.id]);
    await managers.store.register({ ...DOCUMENT, url: managers.gitLab.url });
  }, 300_000);
});
