import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { GROUP, PROJECT_ID, type Runner } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { type Asking, ask } from './ask.ts';

// What GitLab's sources say of each endpoint: lib/api/ci/{runner,runners}.rb, lib/api/user_runners.rb,
// lib/api/helpers.rb, lib/api/metadata.rb. https://docs.gitlab.com/api/runners/

const authority = certificateAuthority();
let gitLab: StandInGitLab;
let runner: Runner;
let tokens: Record<string, string>;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost'), root: '/gitlab' });
  runner = gitLab.addRunner('made by a person');
  const scopes = ['api', 'read_api', 'read_user', 'create_runner', 'manage_runner'] as const;
  tokens = Object.fromEntries(scopes.map((scope) => [scope, gitLab.issueAccessToken([scope])]));
});
afterAll(() => gitLab.stop());

const token = () => gitLab.registrationToken;
const isNew = (prefix: RegExp) => ({
  id: expect.any(Number),
  token: expect.stringMatching(prefix),
  token_expires_at: null,
});
const notEnough = (scope: string) => ({
  error: 'insufficient_scope',
  error_description: 'The request requires higher privileges than provided by the access token.',
  scope,
});
const unknown = { as: 'glpat-unknown' };
const project = { runner_type: 'project_type', project_id: PROJECT_ID };
const forbidden = { message: '403 Forbidden' };
const noRunner = { message: '404 Runner Not Found' };

type Case = readonly [line: string, asking: () => Asking, status: number, body: unknown];

const CASES: readonly Case[] = [
  ['POST /runners', () => ({ body: { token: token() } }), 201, isNew(/^glrtr-/)],
  ['POST /runners', () => ({ body: `token=${token()}&tag_list=a,b` }), 201, isNew(/^glrtr-/)],
  ['POST /runners', () => ({ body: { token: token(), maximum_timeout: '' } }), 201, isNew(/^glrtr-/)],
  ['POST /runners', () => ({}), 400, { error: 'token is missing' }],
  [
    'POST /runners',
    () => ({ body: { token: token(), access_level: 'open' } }),
    400,
    { error: 'access_level does not have a valid value' },
  ],
  [
    'POST /runners',
    () => ({ body: { token: token(), run_untagged: false } }),
    400,
    { message: { tags_list: ['can not be empty when runner is not allowed to pick untagged jobs'] } },
  ],
  [
    'POST /runners',
    () => ({ body: { token: token(), maximum_timeout: 599 } }),
    400,
    { message: { maximum_timeout: ['needs to be at least 10 minutes'] } },
  ],
  [
    'POST /runners',
    () => ({ body: { token: token(), tag_list: Array.from({ length: 51 }, (_, tag) => `tag${tag}`) } }),
    400,
    { message: { tags_list: ['Too many tags specified. Please limit the number of tags to 50'] } },
  ],
  [
    'POST /runners',
    () => ({ body: { token: token(), description: 'x'.repeat(1025) } }),
    400,
    { message: { description: ['is too long (maximum is 1024 characters)'] } },
  ],
  [
    'POST /runners',
    () => ({ body: { token: 'unknown' } }),
    403,
    { message: '403 Forbidden - invalid token supplied' },
  ],
  ['DELETE /runners', () => ({}), 400, { error: 'token is missing' }],
  ['DELETE /runners', () => ({ body: { token: 'unknown' } }), 403, forbidden],
  [
    'DELETE /runners',
    () => ({
      body: { token: runner.token },
      headers: { 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
    }),
    412,
    { message: '412 Precondition Failed' },
  ],
  [
    'POST /runners/verify',
    () => ({ body: { token: runner.token, system_id: 's_000000000001' } }),
    200,
    isNew(/^glrt-/),
  ],
  ['POST /runners/verify', () => ({ body: { token: 'unknown' } }), 403, forbidden],
  ['POST /jobs/request', () => ({ body: { token: runner.token, system_id: 's_000000000001' } }), 204, ''],
  ['POST /jobs/request', () => ({ body: { token: 'unknown' } }), 403, forbidden],
  [
    'DELETE /runners/managers',
    () => ({ body: { token: runner.token } }),
    400,
    { error: 'system_id is missing' },
  ],
  [
    'DELETE /runners/managers',
    () => ({ body: { token: runner.token, system_id: 'other' } }),
    404,
    { message: '404 Runner manager not found Not Found' },
  ],
  ['DELETE /runners/managers', () => ({ body: { token: 'unknown', system_id: 'other' } }), 403, forbidden],
  ['POST /user/runners', () => ({ as: 'create_runner', body: project }), 201, isNew(/^glrt-t3_/)],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'group_type', group_id: GROUP } }),
    201,
    isNew(/^glrt-t2_/),
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'instance_type' } }),
    201,
    isNew(/^glrt-t1_/),
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'group_type' } }),
    400,
    { error: 'group_id is missing' },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'project_type' } }),
    400,
    { error: 'project_id is missing' },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'group_type', group_id: PROJECT_ID } }),
    400,
    { message: '400 Bad request - Missing/invalid group' },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'project_type', project_id: 99 } }),
    400,
    { message: '400 Bad request - Missing/invalid project' },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { runner_type: 'other' } }),
    400,
    { error: 'runner_type does not have a valid value' },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api', body: { ...project, run_untagged: false } }),
    400,
    {
      message:
        '400 Bad request - Tags list can not be empty when runner is not allowed to pick untagged jobs',
    },
  ],
  [
    'POST /user/runners',
    () => ({ as: 'api' }),
    400,
    { error: 'runner_type is missing, runner_type does not have a valid value' },
  ],
  ['POST /user/runners', () => ({ body: project }), 401, { message: '401 Unauthorized' }],
  ['POST /user/runners', () => ({ ...unknown, body: project }), 401, { message: '401 Unauthorized' }],
  ['POST /user/runners', () => ({ as: 'manage_runner', body: project }), 403, notEnough('api create_runner')],
  [
    'GET /runners/:id',
    () => ({ as: 'manage_runner' }),
    200,
    expect.not.objectContaining({ token: expect.anything() }),
  ],
  ['GET /runners/:id', () => ({ as: 'create_runner' }), 403, notEnough('api read_api manage_runner')],
  ['GET /runners/99', () => ({ as: 'api' }), 404, noRunner],
  [
    'GET /runners/:id/managers',
    () => ({ as: 'manage_runner' }),
    200,
    [expect.objectContaining({ system_id: 's_000000000001', status: 'online' })],
  ],
  [
    'PUT /runners/:id',
    () => ({ as: 'manage_runner', body: { tag_list: 'a,b', run_untagged: 'false', maximum_timeout: 600 } }),
    200,
    expect.objectContaining({ tag_list: ['a', 'b'], run_untagged: false, maximum_timeout: 600 }),
  ],
  [
    'PUT /runners/:id',
    () => ({ as: 'api' }),
    400,
    { error: expect.stringContaining('at least one parameter') },
  ],
  [
    'PUT /runners/:id',
    () => ({ as: 'api', body: { maximum_timeout: 10 } }),
    400,
    { message: { maximum_timeout: ['needs to be at least 10 minutes'] } },
  ],
  ['PUT /runners/99', () => ({ as: 'api', body: { description: 'x' } }), 404, noRunner],
  ['DELETE /runners/99', () => ({ as: 'api' }), 404, noRunner],
  ['DELETE /runners/:id', () => ({ as: 'create_runner' }), 403, notEnough('api manage_runner')],
  [
    'GET /runners/all',
    () => ({ as: 'read_api' }),
    200,
    expect.arrayContaining([expect.objectContaining({ description: 'made by a person' })]),
  ],
  ['GET /runners/all', () => ({ as: 'manage_runner' }), 403, notEnough('api read_api')],
  [
    `GET /projects/${PROJECT_ID}/runners?per_page=1`,
    () => ({ as: 'read_api' }),
    200,
    [expect.objectContaining({ runner_type: 'instance_type' })],
  ],
  ['GET /projects/99/runners', () => ({ as: 'api' }), 404, { message: '404 Project Not Found' }],
  [
    `GET /groups/${GROUP}/runners`,
    () => ({ as: 'api' }),
    200,
    expect.not.arrayContaining([expect.objectContaining({ runner_type: 'project_type' })]),
  ],
  [
    'GET /version',
    () => ({ as: 'read_user' }),
    200,
    { version: expect.any(String), revision: expect.any(String) },
  ],
  ['GET /version', () => ({}), 401, { message: '401 Unauthorized' }],
  ['GET /nothing', () => ({ as: 'api' }), 404, { error: '404 Not Found' }],
];

test.each(
  CASES.map(([line, asking, status, body]) => ({ line, asking, status, body })),
)('$line answers $status (case %#)', async ({ line, asking, status, body }) => {
  const [method = '', path = ''] = line.replace(':id', String(runner.id)).split(' ');
  const { as, ...rest } = asking();
  const answered = await ask(method, `${gitLab.url}/api/v4${path}`, authority.cert, {
    as: as && (tokens[as] ?? as),
    ...rest,
  });
  expect(answered).toMatchObject({ status, body });
});
