import { expect, onTestFinished, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type GitLabApi, gitLabApi, hasId } from '../../scripts/local/gitlab-api.ts';
import type { AccessToken } from '../../scripts/local/stand-ins/gitlab/access-token.ts';
import { startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { html, json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { PROJECT_ID } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { jobOf, seeProject, startAgain } from '../../scripts/prove/pipeline.ts';
import { lookBefore } from '../../scripts/prove/prove.ts';
import { answers, WHILE_THERE } from '../../scripts/prove/questions.ts';
import { deployOptionsOf, isReal, type World } from '../../scripts/prove/world.ts';
import { startProxy } from '../support/aws-proxy.ts';

// What is refused before anything is made, and what a GitLab and an AWS that do not answer do to a proof.

const authority = certificateAuthority();
const AWS = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

async function open(scopes: AccessToken['scopes'] = ['api']) {
  const gitLab = await startGitLab({ certificate: authority.issue('localhost') });
  onTestFinished(() => gitLab.stop());
  const token = gitLab.issueAccessToken(scopes);
  const api = gitLabApi(gitLab.url, authority.cert, token);
  const stack = 'gitlab-runner-prove-0a1b2c';
  const world: World = {
    ...{
      kind: 'aws',
      region: 'eu-central-1',
      account: '111122223333',
      stack,
      gitLab: api,
      gitLabUrl: gitLab.url,
      project: PROJECT_ID,
    },
    ...{ token, aws: {}, output: '', deployOptions: deployOptionsOf(stack), sam: { run: async () => 1 } },
  };
  return { gitLab, api, world };
}

test.each([
  ['the runner’s tags', { RunnerTags: 'docker' }, 'RunnerTags is the proof'],
  ['that it takes jobs without tags', { RunUntagged: 'true' }, 'RunUntagged is the proof'],
  ['that it is everybody’s', { RunnerScope: 'instance' }, 'RunnerScope is the proof'],
])('whoever gives %s, with which other jobs would come to it, is refused', async (_, given, words) => {
  const { world } = await open();
  await expect(lookBefore(world, given)).rejects.toThrow(words);
});

test.each([
  ['without a commit', { default_branch: 'main', empty_repo: true }, 'has no commit'],
  [
    'whose pipelines are elsewhere',
    { default_branch: 'main', ci_config_path: 'ci.yml@a/b' },
    'outside of it',
  ],
])('a project %s is refused before anything is made', async (_, its, words) => {
  const { gitLab, world } = await open();
  gitLab.meet('normal', json(200, its));
  await expect(lookBefore(world, {})).rejects.toThrow(words);
});

test('a fine-grained token, which has no scopes, is refused as one without the scope api', async () => {
  const { gitLab, world } = await open();
  gitLab.meet(json(200, { id: 1, active: true }));
  await expect(lookBefore(world, {})).rejects.toThrow('needs the scope api');
});

test('a question that GitLab fails to answer is asked again, and nothing is made twice', async () => {
  const { gitLab, api } = await open();
  gitLab.meet(json(502, {}), 'reset', 'normal');
  expect(await api.read(hasId, `/projects/${PROJECT_ID}`)).toMatchObject({ id: PROJECT_ID });
  gitLab.meet(json(502, {}));
  const before = gitLab.requests.length;
  await expect(api.ask('POST', `/projects/${PROJECT_ID}/pipeline`)).rejects.toThrow('502');
  expect(gitLab.requests.length - before).toBe(1);
});

const FORMS: ReadonlyArray<readonly [string, (api: GitLabApi) => Promise<unknown>, unknown]> = [
  [`GET /projects/${PROJECT_ID}`, (api) => seeProject(api, PROJECT_ID), { default_branch: 7 }],
  ['GET /projects/7/pipelines/1/jobs', (api) => jobOf(api, 7, 1), [{ id: '1/../2', name: 'prove' }]],
  ['GET /projects/7/pipelines/1/jobs', (api) => jobOf(api, 7, 1), { jobs: [] }],
  ['POST /projects/7/pipeline', (api) => startAgain(api, { project: 7, branch: 'b' }), { id: -1 }],
  ['GET /projects/7/runners', (api) => api.runners(7), null],
];
test.each(
  FORMS,
)('what is not as GitLab’s API has it is refused where it enters: %s', async (call, ask, body) => {
  const { gitLab, api } = await open();
  gitLab.meet(json(200, body));
  await expect(ask(api)).rejects.toThrow(
    `GitLab returned to ${call} what its API does not: ${JSON.stringify(body)}`,
  );
  gitLab.meet(html(200, 'Sign in'));
  await expect(ask(api)).rejects.toThrow('what its API does not: <!DOCTYPE html>');
});

test.each([
  ['111122223333', {}, true],
  ['111122223333', { AWS_ENDPOINT_URL_STS: 'http://localhost:4566' }, false],
  ['000000000000', {}, false],
  ['123456789012', {}, false],
])('a record is of a real account where nothing says otherwise: %s, %j', (account, environment, isSo) => {
  expect(isReal(account, environment)).toBe(isSo);
});

test('a CloudTrail that does not end holds up no interruption', async () => {
  const proxy = await startProxy('http://127.0.0.1:1');
  onTestFinished(proxy.stop);
  proxy.meet(() => 'hang');
  const aws = { ...AWS, endpoint: proxy.endpoint };
  const denials = WHILE_THERE.filter(([, what]) => what.includes('denied'));
  const signal = AbortSignal.timeout(200);
  const asked = { aws, stack: 'a', resources: [], since: new Date(), signal };
  expect(await answers(denials, asked)).toMatchObject([{ answer: 'not answered (AbortError)' }]);
});
