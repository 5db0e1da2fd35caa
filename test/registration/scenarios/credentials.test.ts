import { randomUUID } from 'node:crypto';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StandInGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { callsOf, startPlay } from './play.ts';
import { type Scene, startScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
}, 60_000);
afterAll(() => scene.stop());

type Kind = 'registration' | 'access' | 'runner';
const tokenOf: Record<Kind, (gitLab: StandInGitLab) => string> = {
  registration: ({ registrationToken }) => registrationToken,
  access: (gitLab) => gitLab.issueAccessToken(['create_runner', 'manage_runner', 'read_api']),
  runner: (gitLab) => gitLab.addRunner('mine').token,
};

const PLACES: Record<string, (Value: string, kind: Kind) => Promise<Record<string, string>>> = {
  'as a parameter': async (GitLabToken) => ({ GitLabToken, GitLabTokenSource: '', GitLabTokenKind: 'auto' }),
  'in an SSM SecureString': async (Value, GitLabTokenKind) => {
    const Name = `/elsewhere/${randomUUID()}`;
    await scene.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
    return { GitLabToken: '', GitLabTokenSource: Name, GitLabTokenKind };
  },
  'in Secrets Manager': async (SecretString, GitLabTokenKind) => {
    const secrets = new SecretsManagerClient(scene.aws);
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: randomUUID(), SecretString }));
    return { GitLabToken: '', GitLabTokenSource: ARN, GitLabTokenKind };
  },
};

/** What changed tags do: the status, and what GitLab is asked for. */
const EDITED = {
  registration: ['UPDATE_COMPLETE', ['POST /runners', 'DELETE /runners']],
  access: [
    'UPDATE_COMPLETE',
    [
      ...['POST /runners/verify', 'DELETE /runners/managers'],
      ...[/^GET .runners.\d+$/, /^PUT .runners.\d+$/].map((one) => expect.stringMatching(one)),
    ],
  ],
  runner: ['UPDATE_ROLLBACK_COMPLETE', []],
} as const;

describe.each(['registration', 'access', 'runner'] as const)('a credential of the kind %s', (kind) => {
  test.each(
    Object.entries(PLACES),
  )('%s: created, edited, moved to another GitLab, deleted', async (_, keep) => {
    const { stack, gitLab, template, parameters } = await startPlay(scene);
    const given = async (of: StandInGitLab) => ({
      ...(await keep(tokenOf[kind](of), kind)),
      GitLabUrl: of.url,
      RunnerScope: kind === 'access' ? 'project/7' : '',
      Tags: kind === 'runner' ? '' : 'a,b',
    });
    const here = await given(gitLab);
    expect([await stack.create(template(here)), stack.events[0]?.reason]).toEqual([
      'CREATE_COMPLETE',
      undefined,
    ]);
    const [document] = await parameters();
    const { RunnerId } = [...stack.resources.values()][0]?.attributes ?? {};
    expect(document?.Value).toContain(gitLab.runners.get(Number(RunnerId))?.token);

    const before = callsOf(gitLab).length;
    const [status, calls] = EDITED[kind];
    expect(await stack.update(template({ ...here, Tags: 'a,c' }))).toBe(status);
    expect(callsOf(gitLab).slice(before)).toEqual(calls);

    const other = await scene.newGitLab();
    expect(await stack.update(template(await given(other)))).toBe('UPDATE_COMPLETE');
    expectLeft(gitLab, kind);
    expect(await parameters()).toMatchObject([
      { Value: expect.stringContaining([...other.runners.values()][0]?.token ?? 'none') },
    ]);

    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expectLeft(other, kind);
    expect(await parameters()).toEqual([]);
  });
});

/** A runner that was adopted is the user's: it stays, and shows no process that never ran. */
function expectLeft({ runners }: StandInGitLab, kind: Kind): void {
  const adopted = { description: 'mine', managers: [] };
  expect([...runners.values()]).toMatchObject(kind === 'runner' ? [adopted] : []);
}

test('after all these lives nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).toContain('"Status":"SUCCESS"');
  expect(await scene.readable()).not.toContain('MARKED');
});
