import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { PROJECT_ID } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { type Asking, ask } from './ask.ts';

// What `npm run prove` asks of a project: lib/api/{commits,branches}.rb, lib/api/ci/{pipelines,jobs}.rb,
// lib/api/personal_access_tokens/self_information.rb, and app/services/commits/create_service.rb for the refusals.

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

test.each([
  [{ body: {} }, { error: 'branch is missing, commit_message is missing, actions is missing' }],
  [commit('replace'), { error: 'actions[0][action] does not have a valid value' }],
  [commit('update'), { message: "File doesn't exist" }],
  [commit('create', {}, 'README.md'), { message: 'Filename already exists' }],
  [
    commit('create', { start_branch: 'nowhere' }),
    { message: 'You can only create or edit files when you are on a branch' },
  ],
  [
    commit('create', { branch: 'main', start_branch: 'main' }, 'README.md'),
    { message: 'Filename already exists' },
  ],
])('a commit that GitLab refuses is refused in its words: %j', async (asking, body) => {
  expect(await asks(COMMITS, asking)).toEqual([400, body]);
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
    expect.objectContaining({ ref: 'b' }),
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
  const nowhere = await asks(`POST ${HOME}/pipeline`, { body: { ref: 'nowhere' } });
  expect(nowhere).toEqual([400, { message: { base: ['Reference not found'] } }]);
});
