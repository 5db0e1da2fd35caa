import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { PROJECT_ID } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { type Asking, ask } from './ask.ts';

// What `npm run prove` asks of a project. The sources are named in scripts/local/stand-ins/gitlab/*-routes.ts.

const authority = certificateAuthority();
let [gitLab, api] = [] as unknown as [StandInGitLab, string];
beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
  api = gitLab.issueAccessToken(['api']);
});
afterAll(() => gitLab.stop());

const HOME = `/projects/${PROJECT_ID}`;
const CI = 'job:\n  tags: [mine]\n  script: [echo hello]\n';
const asks = async (line: string, asking: Asking = {}) => {
  const [method = '', path = ''] = line.split(' ');
  const { status, body } = await ask(method, `${gitLab.url}/api/v4${path}`, authority.cert, {
    as: api,
    ...asking,
  });
  return [status, body];
};
const commit = (action: string, more: Record<string, unknown> = {}, file_path = '.gitlab-ci.yml') => ({
  body: {
    branch: 'b',
    start_branch: 'main',
    commit_message: 'm',
    actions: [{ action, file_path, content: CI }],
    ...more,
  },
});
const COMMITS = `POST ${HOME}/repository/commits`;

const [THERE, NOT_THERE] = ['A file with this name already exists', "A file with this name doesn't exist"];
const actions = (...all: Array<Record<string, unknown>>) => commit('create', { actions: all });
test.each([
  [{ body: {} }, '400 Bad request - branch is required'],
  [commit('create', { commit_message: ' ' }), '400 Bad request - commit_message is required'],
  [actions(), '400 Bad request - actions is required'],
  [commit('create', { actions: { action: 'create' } }), '400 Bad request - actions must be an array'],
  [
    commit('create', { start_sha: 'abc' }),
    '400 Bad request - start_branch, start_sha are mutually exclusive',
  ],
  [actions({ file_path: 'a' }), '400 Bad request - actions[0][action] is required'],
  [commit('create', {}, ''), '400 Bad request - actions[0][file_path] is required'],
  [
    commit('replace'),
    '400 Bad request - actions[0][action] must be one of: create, update, move, delete, chmod',
  ],
  [
    actions({ action: 'create', file_path: 'a', encoding: 'utf-8' }),
    '400 Bad request - actions[0][encoding] must be text or base64',
  ],
  [
    actions({ action: 'create', file_path: 'a' }, { action: 'update', file_path: 'a' }),
    '400 Bad request - actions[1][content] is required for update action',
  ],
  [commit('update'), NOT_THERE],
  [commit('create', {}, 'README.md'), THERE],
  [commit('create', { branch: 'main' }, 'README.md'), THERE],
  [commit('create', {}, 'a/../b'), 'Path cannot include directory traversal'],
  [
    commit('create', { start_branch: 'nowhere' }),
    'You can only create or edit files when you are on a branch',
  ],
  [
    commit('create', { branch: 'a..b' }),
    "Something went wrong when we tried to create 'a..b' for you: Branch name is invalid",
  ],
])('a commit that GitLab refuses is refused in its words: %j', async (asking, message) => {
  expect(await asks(COMMITS, asking)).toEqual([400, { message }]);
  expect([...gitLab.project.branches.keys()]).toEqual(['main']);
});

test('a developer neither pushes to the default branch nor runs a pipeline on it, and nobody deletes it', async () => {
  const developer = { as: gitLab.issueAccessToken(['api'], { role: 'developer' }) };
  expect(await asks(COMMITS, { ...commit('create', { branch: 'main' }), ...developer })).toEqual([
    403,
    { message: '403 Forbidden - You are not allowed to push into this branch' },
  ]);
  const run = await asks(`POST ${HOME}/pipeline`, { body: { ref: 'main' }, ...developer });
  expect(run).toEqual([400, { message: { base: [expect.stringContaining("run a pipeline on 'main'")] } }]);
  expect(await asks(`DELETE ${HOME}/repository/branches/main`)).toEqual([
    400,
    { message: 'The default branch of a project cannot be deleted.' },
  ]);
});

test('a branch with a CI file makes a pipeline, whose job waits for a runner with its tags', async () => {
  expect(await asks(COMMITS, commit('create'))).toEqual([201, expect.objectContaining({ status: null })]);
  const again = commit('create');
  expect(await asks(COMMITS, again)).toEqual([
    400,
    { message: expect.stringContaining("'b' already exists") },
  ]);
  const [, pipelines] = await asks(`GET ${HOME}/pipelines?ref=b`);
  expect(pipelines).toEqual([{ id: expect.any(Number), ref: 'b', status: 'pending', source: 'push' }]);
  expect(await asks(`GET ${HOME}/pipelines?ref=other`)).toEqual([200, []]);
  const [{ id }] = pipelines as [{ id: number }];
  const jobs = () => asks(`GET ${HOME}/pipelines/${id}/jobs`);
  gitLab.runJobs(() => 'log');
  expect(await jobs()).toEqual([
    200,
    [expect.objectContaining({ status: 'pending', started_at: null, runner: null })],
  ]);
  const its = { runner_type: 'project_type', project_id: PROJECT_ID, tag_list: 'mine' };
  await asks('POST /user/runners', { body: its });
  gitLab.runJobs(() => 'log');
  const [, [job]] = (await jobs()) as [number, [{ id: number }]];
  expect(job).toMatchObject({
    name: 'job',
    status: 'success',
    tag_list: ['mine'],
    queued_duration: expect.any(Number),
  });
  expect(await asks(`GET ${HOME}/jobs/${job.id}/trace`)).toEqual([200, 'log']);
  expect(await asks(`POST ${HOME}/pipeline`, { body: { ref: 'b' } })).toEqual([
    201,
    expect.objectContaining({ ref: 'b', source: 'api' }),
  ]);
  expect(await asks(`GET ${HOME}/runners?tag_list=mine`)).toEqual([200, [expect.anything()]]);
  expect(await asks(`GET ${HOME}/runners?tag_list=mine,other`)).toEqual([200, []]);
});

test('a pipeline is cancelled by a developer and deleted by an owner; a branch goes without it', async () => {
  const [, [{ id }]] = (await asks(`GET ${HOME}/pipelines?ref=b`)) as [number, [{ id: number }]];
  const developer = { as: gitLab.issueAccessToken(['api'], { role: 'developer' }) };
  expect(await asks(`POST ${HOME}/pipelines/${id}/cancel`, developer)).toEqual([
    200,
    expect.objectContaining({ status: 'canceled' }),
  ]);
  expect(await asks(`DELETE ${HOME}/repository/branches/b`, developer)).toEqual([204, '']);
  expect(await asks(`DELETE ${HOME}/pipelines/${id}`, developer)).toEqual([
    403,
    { message: '403 Forbidden' },
  ]);
  expect(await asks(`DELETE ${HOME}/pipelines/${id}`)).toEqual([204, '']);
  expect(await asks(`DELETE ${HOME}/pipelines/${id}`)).toEqual([404, { message: '404 Not Found' }]);
});

test.each([
  ['DELETE', `${HOME}/repository/branches/gone`, 'Branch '],
  ['GET', `${HOME}/repository/branches/gone`, 'Branch '],
  ['GET', `${HOME}/jobs/1/trace`, ''],
  ['GET', '/projects/8', 'Project '],
  ['GET', '/projects/8/pipelines', 'Project '],
])('%s %s is not found', async (method, path, what) => {
  expect(await asks(`${method} ${path}`)).toEqual([404, { message: `404 ${what}Not Found` }]);
});

test('a token tells what it is, and one that may only read pushes nothing', async () => {
  const as = gitLab.issueAccessToken(['read_api']);
  expect(await asks('GET /personal_access_tokens/self', { as })).toEqual([
    200,
    expect.objectContaining({ scopes: ['read_api'] }),
  ]);
  expect(await asks(COMMITS, { ...commit('create'), as })).toEqual([
    403,
    expect.objectContaining({ error: 'insufficient_scope' }),
  ]);
  expect(await asks(`POST ${HOME}/pipeline`, { body: {} })).toEqual([400, { error: 'ref is missing' }]);
});

test.each([
  ['nowhere', 'Reference not found'],
  ['main', 'Missing CI config file'],
])('no pipeline comes of the branch %s: %s', async (ref, reason) => {
  expect(await asks(`POST ${HOME}/pipeline`, { body: { ref } })).toEqual([
    400,
    { message: { base: [reason] } },
  ]);
});

test.each(['GET', 'DELETE'])('%s of a branch whose name Git does not take is refused', async (method) => {
  expect(await asks(`${method} ${HOME}/repository/branches/a%20b`)).toEqual([
    400,
    { message: 'The branch refname is invalid' },
  ]);
});
