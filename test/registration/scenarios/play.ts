import { GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect } from 'vitest';
import type { StandInGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { cloudFormation } from '../../support/cloudformation/stack.ts';
import type { CustomResource } from '../../support/cloudformation/template.ts';
import type { Transport } from '../../support/cloudformation/transport.ts';
import type { Scene } from './scene.ts';

/** A stack before its Create: one registration under a logical id of its own, at a GitLab of its own. */
export async function startPlay(scene: Scene) {
  const { name, guid, ssm, responses, registration } = scene;
  responses.meet(200);
  const gitLab = await scene.newGitLab();
  const logicalId = `Registration${scene.gitLabs.length}`;
  const Path = `/gitlab-runner/${guid}/${logicalId}/`;
  const properties = {
    GitLabUrl: gitLab.url,
    GitLabToken: gitLab.issueAccessToken(['create_runner', 'manage_runner', 'read_api']),
    RunnerScope: 'project/7',
    Description: 'ci',
    Tags: 'a,b',
  };
  const stack = cloudFormation({ name, guid });
  scene.stacks.push(stack);
  /** What the stack has in Parameter Store, notes too. */
  const parameters = async () => {
    const everything = { Path, Recursive: true, WithDecryption: true };
    return (await ssm.send(new GetParametersByPathCommand(everything))).Parameters ?? [];
  };
  return {
    gitLab,
    properties,
    parameters,
    stack,
    template: (
      changes: Record<string, unknown> = {},
      deliver: Transport = registration.function,
    ): [CustomResource] => [
      {
        logicalId,
        type: 'Custom::RunnerRegistration',
        function: deliver,
        properties: { ...properties, ...changes },
      },
    ],
    calls: () => callsOf(gitLab),
    /** The answers that the functions sent, heard or not. */
    answers: () => responses.puts.map(({ body }) => JSON.parse(body)),
    /** Makes a claim look ten minutes older, so that its time to live passes without waiting for it. */
    async letClaimAge() {
      const [claim] = await parameters();
      const { at, ...rest } = JSON.parse(claim?.Value ?? '');
      const Value = JSON.stringify({ ...rest, at: at - 600_000 });
      await ssm.send(new PutParameterCommand({ Name: claim?.Name, Value, Overwrite: true }));
    },
    async expectNothingLeft() {
      expect([...gitLab.runners.values()]).toEqual([]);
      expect(await parameters()).toEqual([]);
    },
  };
}

/** What a GitLab was asked for, since its start. */
export function callsOf({ requests }: StandInGitLab): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace('/api/v4', '')}`);
}

export const byRegistrationToken = (gitLab: StandInGitLab) => ({
  GitLabToken: gitLab.registrationToken,
  RunnerScope: '',
});

/** A play whose runner has been registered. */
export async function startRegistered(
  scene: Scene,
  changes: (gitLab: StandInGitLab) => Record<string, unknown> = () => ({}),
  deliver: Transport = scene.registration.function,
) {
  const play = await startPlay(scene);
  const created = changes(play.gitLab);
  expect(await play.stack.create(play.template(created, deliver))).toBe('CREATE_COMPLETE');
  const [runner] = play.gitLab.runners.values();
  if (!runner) throw new Error('There is no runner.');
  const before = play.calls().length;
  return {
    ...play,
    runner,
    /** With the credential that it was created with. */
    template: (more: Record<string, unknown> = {}, then = deliver) =>
      play.template({ ...created, ...more }, then),
    /** What GitLab was asked for since then. */
    calls: () => play.calls().slice(before),
  };
}
