import {
  AssociateRouteTableCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeImagesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateGrantCommand, CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Server } from '../../scripts/lib/server.ts';
import { openDefaultVpc } from '../../scripts/local/stand-ins/default-vpc.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { accountOf, sendSdkTo } from './aws.ts';

let moto: Server;
beforeAll(async () => {
  moto = await startMoto();
  sendSdkTo(moto.endpoint);
}, 40_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

describe('an account, asked by the real SDK', () => {
  it('has a default VPC with default subnets in zones, and says which give public addresses', async () => {
    const account = accountOf();
    const vpc = (await account.defaultVpc()) ?? '';
    expect(await account.hasVpc(vpc)).toBe(true);
    const subnets = await account.defaultSubnets(vpc);
    expect(subnets).toContainEqual(
      expect.objectContaining({ vpcId: vpc, zone: 'eu-central-1a', mapsPublicIp: true }),
    );
    const ids = subnets.map(({ id }) => id);
    expect(await account.subnets([...ids, 'subnet-0123'])).toEqual(subnets);
  });

  it('answers for what it does not have without an error', async () => {
    const account = accountOf();
    expect(await account.hasVpc('vpc-0123')).toBe(false);
    expect(await account.subnets(['subnet-0123'])).toEqual([]);
    expect(await account.defaultSubnets('vpc-0123')).toEqual([]);
    expect(await account.routeTables('vpc-0123')).toEqual([]);
    expect(await account.instanceType('t9.nano')).toBeUndefined();
    expect(await account.offerings(['t9.nano'], ['eu-central-1a'])).toEqual([]);
    expect(await account.hasRole('AWSServiceRoleForEC2Spot')).toBe(false);
    expect(await account.bucket('there-is-none')).toBeUndefined();
    expect(await account.parameter('/none')).toBeUndefined();
  });

  it('has route tables that lead out by an internet gateway, by NAT, or nowhere', async () => {
    const { vpcId, gateway } = await openDefaultVpc();
    expect(await accountOf().routeTables(vpcId)).toEqual([
      { isMain: true, subnetIds: [], internetRoute: gateway, leadsElsewhere: true },
    ]);
    const ec2 = new EC2Client();
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
    const SubnetId = Subnet?.SubnetId ?? '';
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId ?? '';
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const { NatGateway } = await ec2.send(
      new CreateNatGatewayCommand({ SubnetId, ConnectivityType: 'private' }),
    );
    const internetRoute = NatGateway?.NatGatewayId ?? '';
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId,
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: internetRoute,
      }),
    );
    const tables = await accountOf().routeTables(VpcId);
    expect(tables).toContainEqual({
      ...{ isMain: true, subnetIds: [] },
      ...{ internetRoute: undefined, leadsElsewhere: false },
    });
    expect(tables).toContainEqual({
      ...{ isMain: false, subnetIds: [SubnetId] },
      ...{ internetRoute, leadsElsewhere: true },
    });
  });

  it('knows what an instance type can run, how large it is and where it is offered', async () => {
    const account = accountOf();
    expect(await account.instanceType('t4g.micro')).toMatchObject({ architectures: ['arm64'], vCpus: 2 });
    expect(await account.instanceType('m7i.xlarge')).toMatchObject({ architectures: ['x86_64'], vCpus: 4 });
    const zones = ['eu-central-1b', 'eu-central-1c'];
    const offers = await account.offerings(['a1.large', 't4g.micro'], zones);
    expect(offers.map(({ type, zone }) => `${type} ${zone}`).sort()).toEqual([
      'a1.large eu-central-1b',
      't4g.micro eu-central-1b',
      't4g.micro eu-central-1c',
    ]);
  });

  it('knows the images that the account may use, with their root device', async () => {
    const ec2 = new EC2Client();
    const [first] = (await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }))).Images ?? [];
    expect(await accountOf().image(first?.ImageId ?? '')).toEqual({
      architecture: first?.Architecture,
      rootDevice: first?.RootDeviceName,
      gib: first?.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize,
    });
    expect(await accountOf().image('ami-0123456789abcdef0')).toBeUndefined();
  });

  it('has roles, and parameters with their text, but of a SecureString the ciphertext', async () => {
    const role = { RoleName: 'AWSServiceRoleForEC2Spot', AssumeRolePolicyDocument: '{}' };
    await new IAMClient().send(new CreateRoleCommand(role));
    const put = (Name: string, Type: 'String' | 'SecureString') =>
      new SSMClient().send(new PutParameterCommand({ Name, Value: 'PEM', Type }));
    await new SSMClient().send(
      new PutParameterCommand({
        ...{ Name: '/image', Value: 'ami-0123456789abcdef0' },
        ...{ Type: 'String', DataType: 'aws:ec2:image' },
      }),
    );
    const { type } = (await accountOf().parameter('/image')) ?? {};
    expect(type).toBe('aws:ec2:image');
    await put('/ca', 'String');
    await put('/secret', 'SecureString');
    expect(await accountOf().hasRole('AWSServiceRoleForEC2Spot')).toBe(true);
    expect(await accountOf().parameter('/ca')).toEqual({ text: 'PEM', type: 'text' });
    expect(await accountOf().parameter('/secret')).not.toMatchObject({ text: 'PEM' });
  });

  it('has buckets here and elsewhere', async () => {
    const make = (region: 'eu-central-1' | 'eu-west-1') =>
      new S3Client({ region }).send(
        new CreateBucketCommand({
          Bucket: `in-${region}`,
          CreateBucketConfiguration: { LocationConstraint: region },
        }),
      );
    await Promise.all([make('eu-central-1'), make('eu-west-1')]);
    expect(await accountOf().bucket('in-eu-central-1')).toEqual({ region: 'eu-central-1', isHere: true });
    expect(await accountOf().bucket('in-eu-west-1')).toEqual({ region: 'eu-west-1', isHere: false });
  });

  it('has keys with grants and a policy', async () => {
    const kms = new KMSClient();
    const { Arn: KeyId = '' } = (await kms.send(new CreateKeyCommand())).KeyMetadata ?? {};
    const GranteePrincipal = 'arn:aws:iam::123456789012:role/AWSServiceRoleForAutoScaling';
    expect(await accountOf().keyGrantees(KeyId)).toEqual([]);
    await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Decrypt'] }));
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: '{"Statement":[]}' }));
    expect(await accountOf().keyGrantees(KeyId)).toEqual([GranteePrincipal]);
    expect(await accountOf().keyPolicy(KeyId)).toBe('{"Statement":[]}');
  });
});
