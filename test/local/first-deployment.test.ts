import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { STACK } from '../../scripts/local/deployment.ts';
import { overrides } from '../../scripts/local/sam.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { GROUP } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { inShell } from '../support/clone.ts';
import { withManager } from './with-manager.ts';

let [world, client, right] = [] as unknown as [World, CloudFormationClient, Record<string, string>];
/** The command of the page that prints the reason. */
const [, REASON = ''] =
  /^(aws cloudformation describe-stack-events .*\[-1\]\..*)$/m.exec(read('docs/troubleshooting.md')) ?? [];
const [, AGAIN = ''] = /^(sam delete .* && )sam deploy --guided$/m.exec(read('docs/operating.md')) ?? [];
const CONFIG = '--config-file samconfig.default.toml';

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  client = new CloudFormationClient(world.aws);
  right = {
    GitLabUrl: world.gitLab.url,
    GitLabToken: world.gitLab.issueAccessToken(['create_runner', 'manage_runner']),
    RunnerScope: `group/${GROUP}`,
    GitLabCaCertificate: world.certificate,
  };
  expect(await world.sam.run('build')).toBe(0);
}, 300_000);
afterAll(() => world.stop());

const deployment = (change: Readonly<Record<string, string>>) => {
  const words = overrides({ ...right, ...change }).map((word) => `'${word}'`);
  return `sam deploy --stack-name ${STACK} --s3-prefix ${STACK} ${CONFIG} --parameter-overrides ${words.join(' ')}`;
};
const shell = (line: string) => inShell(line, PROJECT, { ...world.environment, STACK });
const status = () => viewStack(client, STACK).then((view) => view.status);
const isThere = () =>
  client.send(new DescribeStacksCommand({ StackName: STACK })).then(
    ({ Stacks }) => Stacks?.[0]?.StackStatus !== 'REVIEW_IN_PROGRESS',
    () => false,
  );

describe('refused in the change set, so that the next deployment needs no delete', () => {
  test.each([
    ['a path for a number', { RunnerScope: 'ours/project' }, /RunnerScope.*Copy group ID or Copy project ID/],
    ['no credential', { GitLabToken: '' }, /Give the credential as GitLabToken or as GitLabTokenSource/],
    ['GitLab by http', { GitLabUrl: 'http://gitlab.example.com' }, /GitLabUrl.*must be an https:\/\/ URL/],
  ])(
    '%s',
    async (_, change, sentence) => {
      const { status: code, said } = await shell(deployment(change));
      expect(code).toBe(1);
      expect(said.replaceAll(/\s+/g, ' ')).toMatch(sentence);
      expect(await isThere()).toBe(false);
    },
    60_000,
  );
});

describe('refused by the stack: one command prints the reason, an update is refused, and the delete that it names works', () => {
  test.each<[string, () => Record<string, string>, RegExp]>([
    ['a wrong token', () => ({ GitLabToken: 'glpat-wrong' }), /does not accept the credential \(401/],
    [
      'a token without its scopes',
      () => ({ GitLabToken: world.gitLab.issueAccessToken(['read_api']) }),
      /needs the scopes create_runner and manage_runner/,
    ],
    ['no scope', () => ({ RunnerScope: '' }), /an access token needs RunnerScope.*Copy group ID/],
    [
      'the number of something else',
      () => ({ RunnerScope: 'project/999' }),
      /400.*invalid project.*see RunnerScope/,
    ],
    [
      'no certificate of a private CA',
      () => ({ GitLabCaCertificate: '' }),
      /give the CA certificate as GitLabCaCertificate/,
    ],
    [
      'a release of gitlab-runner that its downloads do not hold',
      () => ({ RunnerVersion: '19.99.0' }),
      /ManagerReady",\s+".*install-runner: .* in place of 19\.99\.0\. If this/,
    ],
  ])(
    '%s',
    async (_, change, sentence) => {
      expect((await withManager(world, client, shell(deployment(change())))).status).toBe(1);
      const reason = await shell(REASON);
      expect(reason.said).toMatch(sentence);
      // One failure of all pages of events: the resource's name and the reason.
      expect(JSON.parse(reason.said)).toHaveLength(2);
      expect(reason.said).toContain('delete the stack before the next one: sam delete.');
      expect(await status()).toBe('ROLLBACK_COMPLETE');
      const update = await shell(deployment({}));
      expect(update.said.replaceAll(/\s+/g, ' ')).toContain(
        'is in ROLLBACK_COMPLETE state and can not be updated',
      );
      expect((await shell(AGAIN.replace(/ && $/, ''))).status).toBe(0);
      expect(await isThere()).toBe(false);
    },
    240_000,
  );

  test('deleted and deployed again in one line, with what was wrong mended, the stack comes up', async () => {
    expect((await shell(deployment({ RunnerScope: '' }))).status).toBe(1);
    const { said } = await withManager(world, client, shell(AGAIN + deployment({})));
    expect(said).toContain('Successfully created/updated stack');
    expect(await status()).toBe('CREATE_COMPLETE');
    const { outputs } = await viewStack(client, STACK);
    expect(outputs.RunnerUrl).toBe(`${world.gitLab.url}/-/g/${GROUP}`);
    expect(outputs.ManagerGroupUrl).toContain(`#AutoScalingGroupDetails:id=${outputs.ManagerGroupName}`);
    expect(outputs.ManagerLogUrl).toContain(`/log-group/${outputs.ManagerLogGroupName}`);
  }, 300_000);
});
