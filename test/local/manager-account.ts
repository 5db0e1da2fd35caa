import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Boot, bootManager } from '../../scripts/local/boot.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { type GitLab, gitLabWithRunner, RUNNER, storedConfiguration } from './gitlab.ts';
import { answersOf, CONFIGURATION, managerTemplate, REGISTRATION } from './manager-template.ts';
import { templateUrl } from './template-url.ts';

export const TOKEN = RUNNER.token;
const parameters = (gitLab: GitLab) => [
  {
    Name: REGISTRATION,
    Type: 'SecureString' as const,
    Value: JSON.stringify({
      state: 'registered',
      url: gitLab.url,
      runnerId: String(RUNNER.id),
      token: TOKEN,
      tokenObtainedAt: '2026-11-24T12:00:00Z',
      tokenExpiresAt: null,
      key: '',
    }),
  },
  { Name: CONFIGURATION, Type: 'String' as const, Value: storedConfiguration(gitLab) },
];

export interface Account {
  readonly cloudFormation: CloudFormationClient;
  readonly instanceId: string;
  readonly gitLab: GitLab;
  /** Deploys the manager's part of the template and plays its boot below `root`. */
  boot(root: string, parameters?: Readonly<Record<string, string>>): Promise<Boot & { stackName: string }>;
  /** Why things are as they are, from the stack's events. */
  reasons(stackName: string): Promise<string>;
  /** Of the renewed token. */
  storedToken(): Promise<string>;
  /** Stores another configuration, and updates the stack as its function would have it. */
  reconfigure(stackName: string, configuration: string): Promise<void>;
  stop(): Promise<void>;
}

/** An emulated account that holds what a manager looks for: its parameters, and a group of which it is the one instance. */
export async function managerAccount(): Promise<Account> {
  const emulator = await startEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const common = { endpoint: emulator.endpoint, region: 'eu-central-1', credentials };
  const cloudFormation = new CloudFormationClient(common);
  const ec2 = new EC2Client(common);
  const ssm = new SSMClient(common);
  const gitLab = await gitLabWithRunner();
  for (const parameter of parameters(gitLab)) await ssm.send(new PutParameterCommand(parameter));
  const instanceId = await groupOfOne(new AutoScalingClient(common), ec2);
  const outside = {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  let stacks = 0;
  return {
    cloudFormation,
    instanceId,
    gitLab,
    async boot(root, chosen = {}) {
      const stackName = `manager-${++stacks}`;
      const TemplateURL = await templateUrl(common, managerTemplate(answersOf(storedConfiguration(gitLab))));
      const Parameters = Object.entries({ ...gitLab.parameters, TryFirstWorker: 'false', ...chosen }).map(
        ([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        }),
      );
      await cloudFormation.send(new CreateStackCommand({ StackName: stackName, Parameters, TemplateURL }));
      const boot = await bootManager({ cloudFormation, ec2, stackName, root, outside, instanceId });
      return { ...boot, stackName };
    },
    async reasons(StackName) {
      const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason).join('\n');
    },
    async storedToken() {
      const question = { Name: `${REGISTRATION}/renewed`, WithDecryption: true };
      const { Parameter } = await ssm.send(new GetParameterCommand(question));
      return JSON.parse(Parameter?.Value ?? '{}').token;
    },
    async reconfigure(StackName, Value) {
      const { Version } = await ssm.send(
        new PutParameterCommand({ Name: CONFIGURATION, Value, Overwrite: true }),
      );
      const TemplateURL = await templateUrl(common, managerTemplate(answersOf(Value, Version)));
      const Parameters = ['GitLabCaCertificate', 'TryFirstWorker'].map((ParameterKey) => ({
        ParameterKey,
        UsePreviousValue: true,
      }));
      const update = { StackName, Parameters, TemplateURL };
      await cloudFormation.send(new UpdateStackCommand(update));
      const patience = { client: cloudFormation, maxWaitTime: 60, minDelay: 1 };
      await waitUntilStackUpdateComplete(patience, { StackName });
    },
    async stop() {
      await gitLab.stop();
      await emulator.stop();
    },
  };
}

async function groupOfOne(autoScaling: AutoScalingClient, ec2: EC2Client): Promise<string> {
  const template = { LaunchTemplateName: 'manager', LaunchTemplateData: {} };
  const { LaunchTemplate } = await ec2.send(new CreateLaunchTemplateCommand(template));
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'managers',
      MinSize: 1,
      MaxSize: 1,
      AvailabilityZones: ['eu-central-1a'],
      LaunchTemplate: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: '$Latest' },
    }),
  );
  const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  return AutoScalingGroups?.[0]?.Instances?.[0]?.InstanceId ?? '';
}
