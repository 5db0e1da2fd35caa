import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { gitLabApi } from '../../scripts/local/gitlab-api.ts';
import type { Sam } from '../../scripts/local/sam.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { PROJECT_ID, type Runner } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { type World as LocalWorld, REGION } from '../../scripts/local/world.ts';
import { TAG, type World } from '../../scripts/prove/world.ts';
import { settled } from '../local/channels/template.ts';

/** As small as a stack can be that an update changes. */
const template = (stack: string, value: number) =>
  JSON.stringify({
    Resources: {
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `${stack}-log` } },
      Value: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: `/${stack}`, Type: 'String', Value: `${value}` },
      },
    },
  });

/** In place of the SAM CLI, with a small stack in place of ours; the runner comes as the stack does, with a new manager each time. */
export function lightWorld(local: LocalWorld, stack: string, signal: AbortSignal, token: string): World {
  const client = new CloudFormationClient(local.aws);
  const gitLab = gitLabApi(local.gitLab.url, local.gitLabAuthority, token);
  const runners = local.gitLab.runners as Map<number, Runner>;
  let deployed = 0;
  const deploy = async () => {
    const order = {
      StackName: stack,
      TemplateBody: template(stack, ++deployed),
      Tags: [{ Key: TAG, Value: stack }],
    };
    await client.send(deployed === 1 ? new CreateStackCommand(order) : new UpdateStackCommand(order));
    await sleep(500, undefined, { signal });
    if (deployed === 1) {
      const its = {
        runner_type: 'project_type',
        project_id: PROJECT_ID,
        tag_list: [stack],
        run_untagged: false,
      };
      await gitLab.ask('POST', '/user/runners', { body: its });
    }
    const [its] = await gitLab.runners(PROJECT_ID, stack);
    const { token: own } = runners.get(its?.id ?? 0) ?? {};
    await gitLab.ask('POST', '/runners/verify', { body: { token: own, system_id: `r_${deployed}` } });
    await settled(client, stack);
  };
  const remove = async () => {
    const { id } = await viewStack(client, stack);
    await client.send(new DeleteStackCommand({ StackName: stack }));
    await sleep(300, undefined, { signal });
    await settled(client, id);
  };
  const sam: Sam = {
    async run(command) {
      if (command === 'build') await sleep(300, undefined, { signal });
      if (command === 'deploy') await deploy();
      if (command === 'delete') await remove();
      return 0;
    },
  };
  return {
    ...{
      kind: 'local',
      region: REGION,
      account: '000000000000',
      stack,
      sam,
      aws: local.aws,
      output: local.output,
      deployOptions: [],
    },
    ...{ gitLab, gitLabUrl: local.gitLab.url, project: PROJECT_ID, token },
  };
}

/** What goes on beside the lives: jobs run, and a runner goes with its stack. */
export function playBeside(local: LocalWorld): () => void {
  const client = new CloudFormationClient(local.aws);
  const runners = local.gitLab.runners as Map<number, Runner>;
  const had = new Set<string>();
  const look = async () => {
    local.gitLab.runJobs(() => 'prove: run stand-in\n');
    for (const [
      id,
      {
        tagList: [stack = ''],
      },
    ] of runners) {
      const { status } = await viewStack(client, stack).catch(() => ({ status: 'GONE' }));
      if (status !== 'GONE') had.add(stack);
      else if (had.has(stack)) runners.delete(id);
    }
  };
  const timer = setInterval(look, 200);
  return () => clearInterval(timer);
}
