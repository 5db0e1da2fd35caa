import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type RefreshPreferences,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Server } from '../../../scripts/lib/server.ts';
import { failureReasons, resourceStatus } from '../../../scripts/local/stack.ts';
import { startEmulator } from '../../../scripts/local/stand-ins/emulator.ts';
import { settled } from '../channels/template.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let [emulator, client, scaling] = [] as unknown as [Server, CloudFormationClient, AutoScalingClient];
beforeAll(async () => {
  emulator = await startEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint: emulator.endpoint, region: 'us-east-1', credentials };
  [client, scaling] = [new CloudFormationClient(config), new AutoScalingClient(config)];
});
afterAll(() => emulator.stop());

async function create(StackName: string, Resources: object): Promise<string> {
  const stack = { StackName, TemplateBody: JSON.stringify({ Resources }) };
  const { StackId = '' } = await client.send(new CreateStackCommand(stack));
  await settled(client, StackId);
  return StackId;
}
const remove = (StackName: string) => client.send(new DeleteStackCommand({ StackName }));

const AutoScalingGroupName = 'managers';
/** A group, its launch template, and something that neither needs. */
const GROUP = {
  Template: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: { LaunchTemplateData: { ImageId: 'ami-00000000' } },
  },
  Topic: { Type: 'AWS::SNS::Topic' },
  Group: {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: {
      ...{ AutoScalingGroupName, MinSize: '0', MaxSize: '1', AvailabilityZones: ['us-east-1a'] },
      LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' },
    },
  },
};
async function instances(): Promise<string[]> {
  const question = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
  const { AutoScalingGroups } = await scaling.send(question);
  return AutoScalingGroups?.[0]?.Instances?.map(({ InstanceId = '' }) => InstanceId) ?? [];
}
const refresh = (Preferences: RefreshPreferences) =>
  scaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName, Preferences }));
const protect = async (ProtectedFromScaleIn: boolean) =>
  scaling.send(
    new SetInstanceProtectionCommand({
      ...{ AutoScalingGroupName, InstanceIds: await instances(), ProtectedFromScaleIn },
    }),
  );

test('a refresh replaces what is not protected, and its percentages are those that Auto Scaling takes', async () => {
  await create('group', GROUP);
  await scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 1 }));
  const [first] = await instances();
  for (const wrong of [
    { MaxHealthyPercentage: 200 },
    { MinHealthyPercentage: 50, MaxHealthyPercentage: 200 },
    { MinHealthyPercentage: 101, MaxHealthyPercentage: 100 },
  ])
    await expect(refresh(wrong)).rejects.toThrow('must be specified with MaxHealthyPercentage');
  expect(await instances()).toEqual([first]);
  await refresh({ MinHealthyPercentage: 100, MaxHealthyPercentage: 200 });
  const [second, ...others] = await instances();
  expect([second === first, others]).toEqual([false, []]);
  await protect(true);
  await refresh({});
  expect(await instances()).toEqual([second]);
});

test('what a resource depends on stays when its delete has failed, and goes when it is deleted again', async () => {
  await remove('group');
  expect(await settled(client, 'group')).toBe('DELETE_FAILED');
  const statuses = ['Group', 'Template', 'Topic'].map((name) => resourceStatus(client, 'group', name));
  expect(await Promise.all(statuses)).toEqual(['DELETE_FAILED', 'CREATE_COMPLETE', 'DELETE_COMPLETE']);
  await protect(false);
  await remove('group');
  await expect(settled(client, 'group')).rejects.toThrow('does not exist');
});

test('a budget that AWS Budgets refuses fails its stack', async () => {
  const budget = (TimeUnit: string) => ({
    Budget: { Type: 'AWS::Budgets::Budget', Properties: { Budget: { BudgetType: 'COST', TimeUnit } } },
  });
  await create('wrong', budget('NEVER'));
  expect((await failureReasons(client, 'wrong')).join()).toContain('Budget.TimeUnit must be one of');
  const right = await create('right', budget('MONTHLY'));
  expect(await settled(client, right)).toBe('CREATE_COMPLETE');
});
