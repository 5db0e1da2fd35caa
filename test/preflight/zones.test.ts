import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { awsAccount } from '../../functions/preflight/aws/account.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { evaluate } from '../../scripts/lib/evaluate.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { openDefaultVpc } from '../../scripts/local/stand-ins/default-vpc.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { requestFor } from '../support/request.ts';
import { SAMPLE } from '../support/samples/preflight.ts';
import { sendSdkTo } from './aws.ts';
import { startGitLab } from './gitlab-given.ts';

let moto: Server;
let gitLab: Awaited<ReturnType<typeof startGitLab>>;
beforeAll(async () => {
  [moto, gitLab] = await Promise.all([startMoto(), startGitLab()]);
  sendSdkTo(moto.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  await openDefaultVpc();
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  gitLab.stop();
  await moto.stop();
});

const template = readTemplate();

/** The zones in which Auto Scaling makes the group of the template, with what preflight answered. */
async function zonesOf(group: string, answer: object): Promise<string[]> {
  const attributes = answer as Readonly<Record<string, string>>;
  const { of } = evaluate(template, {
    parameters: {},
    pseudo: {},
    attribute: (_, name = '') => attributes[name],
  });
  const subnets = of(template.Resources[group]?.Properties.VPCZoneIdentifier) as string[];
  const autoScaling = new AutoScalingClient();
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName: group, MinSize: 0, MaxSize: 1, VPCZoneIdentifier: subnets.join() },
      LaunchTemplate: { LaunchTemplateName: 'any' },
    }),
  );
  const described = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
  return (await autoScaling.send(described)).AutoScalingGroups?.[0]?.AvailabilityZones ?? [];
}

// us-east-1e (use1-az3) has no t4g and no m7i.
it('in the default VPC of us-east-1 no group has a subnet whose zone lacks its types', async () => {
  const resource = preflight({
    account: (signal, patience) => awsAccount(new EC2Client(), signal, patience),
  });
  const answer = await resource.ensure(requestFor(resource.parse({ ...SAMPLE, ...gitLab.given })));
  await new EC2Client().send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'any',
      LaunchTemplateData: { ImageId: 'ami-12c6146b' },
    }),
  );
  const fit = ['a', 'b', 'c', 'd', 'f'].map((letter) => `us-east-1${letter}`);
  expect((await zonesOf('ManagerGroup', answer)).sort()).toEqual(fit);
  expect((await zonesOf('WorkerGroup', answer)).sort()).toEqual(fit);
  expect(answer.Warnings).toMatch(
    /ManagerInstanceType: subnet-\w+ was left out, as us-east-1e does not offer t4g.micro/,
  );
  expect(answer.Warnings).toMatch(
    /WorkerInstanceTypes: subnet-\w+ was left out, as us-east-1e does not offer m7i.large/,
  );
}, 60_000);
