import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { freePort } from '../../../scripts/lib/loopback.ts';
import { type Boot, bootManager, STAND_INS } from '../../../scripts/local/boot.ts';
import { type Ended, type Machine, runOn } from '../../../scripts/local/machine/machine.ts';
import { introduce, place } from '../../../scripts/local/machine/outside.ts';
import { startEmulator } from '../../../scripts/local/stand-ins/emulator.ts';
import { startProxy } from '../../support/aws-proxy.ts';
import { startFaultyAws } from '../../support/faulty-aws.ts';
import { gitLabWithRunner, storedConfiguration } from '../gitlab.ts';
import { answersOf, managerTemplate } from '../manager-template.ts';
import { templateUrl } from '../template-url.ts';
import { groupOfManagers } from './group.ts';
import { holdParameters } from './store.ts';

const REGION = 'eu-central-1';

export interface Manager {
  readonly id: string;
  readonly root: string;
  readonly machine: Machine;
}
export type Managers = Awaited<ReturnType<typeof startManagers>>;

/**
 * An emulated account with a group of managers. The machines of all but those that boot for themselves are copies of
 * one that was booted from the template.
 */
export async function startManagers(
  parameters: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
) {
  const workerSsh = String(await freePort());
  const emulator = await startEmulator({ environment: { WORKER_SSH_PORT: workerSsh, ...environment } });
  const [queries, parameterStore] = [
    await startProxy(emulator.endpoint),
    await startFaultyAws(emulator.endpoint),
  ];
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint: emulator.endpoint, region: REGION, credentials };
  const folder = mkdtempSync(join(tmpdir(), 'managers-'));
  const group = await groupOfManagers(client);
  const gitLab = await gitLabWithRunner();
  const store = await holdParameters(client, gitLab);
  const cloudFormation = new CloudFormationClient(client);
  const ec2 = new EC2Client(client);
  const outside = {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ENDPOINT_URL_AUTO_SCALING: queries.endpoint,
    AWS_ENDPOINT_URL_EC2: queries.endpoint,
    AWS_ENDPOINT_URL_SSM: parameterStore.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    WORKER_SSH_PORT: workerSsh,
  };
  const newRoot = () => mkdtempSync(join(folder, 'manager-'));
  let stacks = 0;

  async function deploy(chosen: Readonly<Record<string, string>> = {}): Promise<string> {
    const StackName = `managers-${++stacks}`;
    const Parameters = Object.entries({
      ...gitLab.parameters,
      TryFirstWorker: 'false',
      ...parameters,
      ...chosen,
    }).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    const TemplateURL = await templateUrl(client, managerTemplate(answersOf(storedConfiguration(gitLab))));
    await cloudFormation.send(new CreateStackCommand({ StackName, Parameters, TemplateURL }));
    return StackName;
  }
  /** Boots a machine for an instance by the deployed user data; `root` may hold what the stand-ins need to know. */
  const boot = (stackName: string, instanceId: string, root: string): Promise<Boot> =>
    bootManager({ cloudFormation, ec2, stackName, root, outside, instanceId });

  const booted = newRoot();
  const [first = ''] = await group.launch();
  await boot(await deploy(), first, booted);
  await group.empty();
  return {
    group,
    ec2,
    store,
    gitLab,
    /** What Auto Scaling and EC2 are asked, and what Parameter Store is. */
    queries,
    parameterStore,
    client,
    cloudFormation,
    deploy,
    boot,
    newRoot,
    /** Why things are as they are, from a stack's events. */
    async reasons(StackName: string): Promise<string> {
      const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason).join('\n');
    },
    /** The machine of an instance that has booted; its gitlab-runner is not started, and would really run. */
    machine(id: string): Manager {
      const root = newRoot();
      execFileSync('cp', ['-a', `${booted}/.`, root]);
      for (const path of ['run/stand-ins', 'outside/calls', 'var/log/cfn-init.log'])
        rmSync(join(root, path), { recursive: true, force: true });
      place(root, 'outside/run-units', 'gitlab-runner.service\n');
      introduce(root, id, REGION);
      return { id, root, machine: { root, outside, standIns: STAND_INS } };
    },
    async stop() {
      queries.stop();
      parameterStore.stop();
      await gitLab.stop();
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a line on a manager as its units run their programs: with the stack's settings. */
export const run = ({ machine }: Manager, line: string): Promise<Ended> =>
  runOn(machine, [
    'bash',
    '-c',
    `set -a; . /etc/gitlab-runner-stack.env; PATH=/opt/gitlab-runner-stack:$PATH; ${line}`,
  ]);
