import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { json } from '../../../scripts/local/stand-ins/gitlab/reply.ts';
import { again } from '../../support/cloudformation/deliveries.ts';
import { bundle } from '../../support/lambda/bundle.ts';
import { byRegistrationToken, startPlay, startRegistered } from './play.ts';
import { type Scene, startScene } from './scene.ts';

const FUNCTIONS = join(PROJECT, 'functions');
let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
}, 60_000);
afterAll(() => scene.stop());

test('a GitLab that repeats the credential in its refusal: it is taken out of the reason', async () => {
  const { stack, gitLab, template, properties } = await startPlay(scene);
  gitLab.meet(json(400, { message: `the token ${properties.GitLabToken} is too short` }));
  expect(await stack.create(template())).toBe('ROLLBACK_COMPLETE');
  expect(stack.events[0]?.reason).toContain('the token [secret] is too short');
});

test('a GitLab that repeats a runner token in its refusal: it is taken out of the log and the note', async () => {
  const { stack, gitLab, runner, parameters } = await startRegistered(scene, byRegistrationToken);
  gitLab.meet(json(400, { message: `the runner of ${runner.token} is busy` }));
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect((await parameters()).map(({ Value }) => Value)).toEqual([expect.stringContaining('is busy')]);
});

test('a credential that is not where it was said to be, and one with white space, are not quoted', async () => {
  const { stack, template } = await startPlay(scene);
  const Name = '/elsewhere/blank';
  await scene.ssm.send(new PutParameterCommand({ Name, Value: ' ', Type: 'SecureString' }));
  const blank = { GitLabToken: '', GitLabTokenSource: Name, GitLabTokenKind: 'access' };
  expect(await stack.create(template(blank))).toBe('ROLLBACK_COMPLETE');
  expect(stack.events[0]?.reason).toContain(`${Name} holds no text`);
  expect(await stack.create(template({ GitLabToken: 'glpat-MARKED one' }))).toBe('ROLLBACK_COMPLETE');
});

test('an answer that cannot be delivered: its address, which is a key, is not logged', async () => {
  const { stack, template } = await startPlay(scene);
  scene.responses.meet(403, 200);
  expect(await stack.create(template({}, again(scene.registration.function)))).toBe('CREATE_COMPLETE');
  expect(await scene.readable()).not.toContain('X-Amz-Signature');
});

test('nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).not.toContain('MARKED');
});

test.each(
  readdirSync(FUNCTIONS).filter((name) => existsSync(join(FUNCTIONS, name, 'index.ts'))),
)('the bundle of %s holds no path of the machine that built it, no secret and no source map', async (name) => {
  const file = await bundle(join(FUNCTIONS, name, 'index.ts'));
  const code = readFileSync(file, 'utf8');
  expect(readdirSync(dirname(file)).filter((other) => !other.endsWith('.cjs'))).toEqual([]);
  for (const path of [PROJECT, process.env.HOME ?? '/home/', '/home/', '/Users/', 'node_modules'])
    expect(code).not.toContain(path);
  expect(code).not.toMatch(/sourceMappingURL|MARKED|AKIA[A-Z0-9]{16}|gl(pat|rt)-\w{8}|PRIVATE KEY/);
});
