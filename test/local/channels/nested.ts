import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Deployment, STACK } from '../../../scripts/local/deployment.ts';
import { failureReasons, viewStack } from '../../../scripts/local/stack.ts';
import { PROJECT_ID } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import type { World } from '../../../scripts/local/world.ts';
import { bootWhile } from './boot-while.ts';
import { cloudFormationDeploy } from './plain.ts';
import { releasedUrl, releaseTemplate } from './template.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'examples', 'nested.yaml');

/** What the example parent shares between its children, and leaves when it goes: made before it. */
export type Shared = Readonly<Record<string, string>>;

/** Releases the template and makes what the parent is given: credentials in Parameter Store, a VPC, a boundary. */
export async function prepareNested(world: World, credentials: readonly [string, string]): Promise<Shared> {
  await releaseTemplate(world);
  const [WebTokenSource, DataTokenSource] = ['/gitlab/web', '/gitlab/data'];
  const ssm = new SSMClient(world.aws);
  for (const [index, Name] of [WebTokenSource, DataTokenSource].entries())
    await ssm.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: credentials[index] }));
  return {
    TemplateUrl: releasedUrl(world),
    GitLabUrl: world.gitLab.url,
    GitLabCaCertificate: world.certificate,
    ...(await network(new EC2Client(world.aws))),
    PermissionsBoundary: await boundary(new IAMClient(world.aws)),
    // The stand-in GitLab has one project: both runners are its.
    ...{ WebProject: String(PROJECT_ID), DataProject: String(PROJECT_ID), WebTokenSource, DataTokenSource },
  };
}

/** Deploys examples/nested.yaml with the AWS CLI; `boot` plays the manager of each child that waits for it. */
export async function deployNested(
  world: World,
  shared: Shared,
  boot: (child: string) => Promise<void>,
): Promise<Deployment> {
  const client = new CloudFormationClient(world.aws);
  const work = cloudFormationDeploy(world, EXAMPLE, shared);
  await bootWhile(client, work, () => childrenOf(client), boot);
  return { ...(await viewStack(client, STACK)), reasons: await failureReasons(client, STACK) };
}

/** The names of the stacks that the parent has by now. The emulator tells no ParentId, but names children as AWS does. */
export async function childrenOf(client: CloudFormationClient): Promise<string[]> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
  return Stacks.flatMap(({ StackName = '' }) => (StackName.startsWith(`${STACK}-`) ? StackName : []));
}

async function network(ec2: EC2Client): Promise<{ VpcId: string; SubnetIds: string }> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const VpcId = Vpcs.find(({ IsDefault }) => IsDefault)?.VpcId ?? '';
  const own = Subnets.filter((subnet) => subnet.VpcId === VpcId);
  return { VpcId, SubnetIds: own.map(({ SubnetId }) => SubnetId).join(',') };
}

async function boundary(iam: IAMClient): Promise<string> {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument }));
  return Policy?.Arn ?? '';
}
