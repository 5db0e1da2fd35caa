import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import type { Role } from '../../../scripts/local/stand-ins/gitlab/access-token.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { GROUP, PROJECT_ID } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { USUAL } from '../../../scripts/local/stand-ins/gitlab/settings.ts';
import { type Asking, ask } from './ask.ts';

// What the stand-in refuses by role, plan, token, Admin Mode and maintenance, and in which words: by
// spec/requests/api/user_runners_spec.rb and spec/requests/api/ci/runners_spec.rb, where contract.test.ts names no other.

const authority = certificateAuthority();
const project = { runner_type: 'project_type', project_id: PROJECT_ID };
const group = { runner_type: 'group_type', group_id: GROUP };
const instance = { runner_type: 'instance_type' };
let gitLab: StandInGitLab;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
});
afterEach(() => gitLab.set(USUAL));
afterAll(() => gitLab.stop());

function say(line: string, asking: Asking = {}) {
  const [method = '', path] = line.split(' ');
  return ask(method, `${gitLab.url}/api/v4${path}`, authority.cert, asking);
}
const tokenOf = (role: Role) => gitLab.issueAccessToken(['api'], { role });
const message = (status: number, text: string) => ({ status, body: { message: text } });
const insufficient = message(403, '403 Forbidden - Insufficient permissions');
const noAccess = message(403, '403 Forbidden - No access granted');

describe('a role', () => {
  test.each<[string, Record<string, unknown>, Role, Role]>([
    ['project', project, 'developer', 'maintainer'],
    ['group', group, 'maintainer', 'owner'],
    ['instance', instance, 'owner', 'administrator'],
  ])('makes a runner of the %s, and the one below does not', async (_, body, below, enough) => {
    expect(await say('POST /user/runners', { as: tokenOf(below), body })).toMatchObject(insufficient);
    expect(await say('POST /user/runners', { as: tokenOf(enough), body })).toMatchObject({ status: 201 });
  });

  test('that is none hides project and group, and a developer may not list their runners', async () => {
    const list = (home: string, role: Role) => say(`GET /${home}/runners`, { as: tokenOf(role) });
    expect(await list('projects/7', 'none')).toMatchObject(message(404, '404 Project Not Found'));
    expect(await list('groups/3', 'none')).toMatchObject(message(404, '404 Group Not Found'));
    expect(await list('projects/7', 'developer')).toMatchObject(message(403, '403 Forbidden'));
    expect(await list('projects/7', 'maintainer')).toMatchObject({ status: 200 });
    const all = await say('GET /runners/all', { as: tokenOf('owner') });
    expect(all).toMatchObject(message(403, '403 Forbidden'));
  });

  test('that is too low neither sees, edits nor removes a project runner', async () => {
    const { id } = gitLab.addRunner('guarded');
    const as = tokenOf('developer');
    expect(await say(`GET /runners/${id}`, { as })).toMatchObject(noAccess);
    expect(await say(`PUT /runners/${id}`, { as, body: { description: 'x' } })).toMatchObject(noAccess);
    expect(await say(`DELETE /runners/${id}`, { as })).toMatchObject(noAccess);
    expect(await say(`DELETE /runners/${id}`, { as: tokenOf('maintainer') })).toMatchObject({ status: 204 });
  });

  test('other than an administrator does not remove a runner of two projects', async () => {
    const { id } = gitLab.addRunner('shared');
    gitLab.shareRunner(id);
    const refused = message(403, '403 Forbidden - Runner associated with more than one project');
    expect(await say(`DELETE /runners/${id}`, { as: tokenOf('owner') })).toMatchObject(refused);
    expect(await say(`DELETE /runners/${id}`, { as: tokenOf('administrator') })).toMatchObject({
      status: 204,
    });
  });
});

test('a runner whose project is gone can be removed by its token, and nothing else', async () => {
  // lib/api/ci/runner.rb, authenticate_runner! of lib/api/ci/helpers/runner.rb
  const { id, token } = gitLab.addRunner('orphan');
  gitLab.orphanRunner(id);
  const body = { token, system_id: 's_1' };
  const rejected = message(403, '403 Forbidden - Runner is orphaned');
  for (const call of ['POST /runners/verify', 'POST /jobs/request']) {
    expect(await say(call, { body })).toMatchObject(message(422, 'Runner is orphaned'));
    gitLab.set({ rejectsOrphans: true });
    expect(await say(call, { body })).toMatchObject(rejected);
    gitLab.set(USUAL);
  }
  gitLab.set({ rejectsOrphans: true });
  expect(await say('DELETE /runners', { body })).toMatchObject(rejected);
  gitLab.set(USUAL);
  expect(await say('DELETE /runners', { body })).toMatchObject({ status: 204 });
});

test('with Admin Mode on an administrator is one by the scope admin_mode alone', async () => {
  gitLab.set({ adminMode: true });
  const [without, having] = [
    gitLab.issueAccessToken(['create_runner']),
    gitLab.issueAccessToken(['create_runner', 'admin_mode']),
  ];
  expect(await say('POST /user/runners', { as: without, body: instance })).toMatchObject(insufficient);
  expect(await say('POST /user/runners', { as: having, body: instance })).toMatchObject({ status: 201 });
});

test('a kind of runner that is switched off is made by administrators alone', async () => {
  gitLab.set({ registrars: ['group_type'] });
  expect(await say('POST /user/runners', { as: tokenOf('owner'), body: project })).toMatchObject(
    insufficient,
  );
  expect(await say('POST /user/runners', { as: tokenOf('administrator'), body: project })).toMatchObject({
    status: 201,
  });
  expect(await say('POST /runners', { body: { token: gitLab.registrationToken } })).toMatchObject(
    message(403, '403 Forbidden - invalid token supplied'),
  );
});

test('a plan that gives no further runner says so, by field or in a sentence', async () => {
  gitLab.addRunner('the only one');
  gitLab.set({ mostRunners: 1 });
  const exceeded = 'Maximum number of ci registered project runners (1) exceeded';
  expect(await say('POST /runners', { body: { token: gitLab.registrationToken } })).toMatchObject({
    status: 400,
    body: { message: { 'runner_projects.base': [exceeded] } },
  });
  expect(await say('POST /user/runners', { as: tokenOf('owner'), body: project })).toMatchObject(
    message(400, `400 Bad request - Runner projects base ${exceeded}`),
  );
  expect(await say('POST /user/runners', { as: tokenOf('administrator'), body: instance })).toMatchObject({
    status: 201,
  });
});

test('a token that has ended says how', async () => {
  const [expired, revoked] = [tokenOf('owner'), tokenOf('owner')];
  gitLab.expireAccessToken(expired);
  gitLab.revokeAccessToken(revoked);
  const ended = (error_description: string) => ({
    status: 401,
    body: { error: 'invalid_token', error_description },
  });
  expect(await say('POST /user/runners', { as: expired, body: project })).toMatchObject(
    ended('Token is expired. You can either do re-authorization or token refresh.'),
  );
  expect(await say('GET /runners/all', { as: revoked })).toMatchObject(
    ended('Token was revoked. You have to re-authorize from the user.'),
  );
});

describe('a fine-grained token', () => {
  const fineGrained = (...permissions: ('Runner: Create' | 'Runner: Read')[]) =>
    gitLab.issueAccessToken([], { role: 'maintainer', permissions });
  const denied = (why: string) => ({
    status: 403,
    body: { error: 'insufficient_granular_scope', error_description: `Access denied: ${why}` },
  });
  const needs = (boundary: string, permission: string) =>
    denied(
      `This operation requires a fine-grained personal access token with the following ${boundary} permissions: [${permission}].`,
    );

  test('does what it has the permission for, and is told of the one that it lacks', async () => {
    const { id } = gitLab.addRunner('seen');
    const [creates, reads] = [fineGrained('Runner: Create'), fineGrained('Runner: Read')];
    expect(await say('POST /user/runners', { as: creates, body: project })).toMatchObject({ status: 201 });
    expect(await say('POST /user/runners', { as: reads, body: project })).toMatchObject(
      needs('user', 'Runner: Create'),
    );
    expect(await say(`GET /runners/${id}`, { as: reads })).toMatchObject({ status: 200 });
    expect(await say(`DELETE /runners/${id}`, { as: reads })).toMatchObject(
      needs('project', 'Runner: Delete'),
    );
    expect(await say(`POST /runners/${id}/reset_authentication_token`, { as: reads })).toMatchObject(
      denied("This operation doesn't support fine-grained personal access tokens."),
    );
  });

  test('of somebody who may not know of the project is given 404, in other words than for a runner that is gone', async () => {
    const { id } = gitLab.addRunner('hidden');
    const as = gitLab.issueAccessToken([], { role: 'none', permissions: ['Runner: Create'] });
    expect(await say(`DELETE /runners/${id}`, { as })).toMatchObject(message(404, '404 Not Found'));
    expect(gitLab.runners.has(id)).toBe(true);
  });
});

describe('a GitLab that takes no writes', () => {
  const write = (asking: Asking = {}) => say('DELETE /runners', { body: { token: 'unknown' }, ...asking });

  test('for maintenance answers 503 to them, and is read', async () => {
    gitLab.set({ writes: 'maintenance' });
    expect(await write()).toMatchObject(message(503, 'GitLab Maintenance: system is in maintenance mode'));
    expect(await say('GET /version', { as: tokenOf('owner') })).toMatchObject({ status: 200 });
  });

  test('for its database answers 403 to JSON and sends a form back to a page', async () => {
    gitLab.set({ writes: 'read-only' });
    const refused = message(403, 'You cannot perform write operations on a read-only instance');
    expect(await write()).toMatchObject(refused);
    expect(await write({ body: 'token=unknown' })).toMatchObject({ status: 301 });
  });
});

test('the scope manage_runner exists since GitLab 17.1', async () => {
  const older = await startGitLab({ certificate: authority.issue('localhost'), version: '17.0.8-ee' });
  const as = older.issueAccessToken(['api']);
  expect((await ask('GET', `${older.url}/api/v4/version`, authority.cert, { as })).body).toMatchObject({
    version: '17.0.8-ee',
  });
  expect(() => older.issueAccessToken(['manage_runner'])).toThrow('Scopes can only contain available scopes');
  await older.stop();
});
