import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../functions/preflight/ports.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { openDefaultVpc } from '../../scripts/local/stand-ins/default-vpc.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { ACCOUNT } from './account.ts';
import { accountOf, sendSdkTo } from './aws.ts';

// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let moto: Server;
beforeAll(async () => {
  moto = await startMoto();
  sendSdkTo(moto.endpoint);
  await openDefaultVpc();
  const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' } as const;
  await new S3Client().send(new CreateBucketCommand({ Bucket: 'mine', CreateBucketConfiguration }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

const sides: Record<string, () => Account> = {
  'in memory': () => ACCOUNT,
  'of the real SDK, on moto': () => accountOf(),
};

describe.each(Object.entries(sides))('an account %s', (_, open) => {
  it('has a default VPC whose default subnets lead out by an internet gateway', async () => {
    const account = open();
    const vpc = (await account.defaultVpc()) ?? '';
    expect(await account.hasVpc(vpc)).toBe(true);
    expect(await account.hasVpc('vpc-0123')).toBe(false);
    expect(await account.cidrBlocks(vpc)).toEqual(['172.31.0.0/16']);
    expect(await account.cidrBlocks('vpc-0123')).toEqual([]);
    const subnets = await account.defaultSubnets(vpc);
    expect(subnets).toContainEqual(
      expect.objectContaining({ vpcId: vpc, zone: 'eu-central-1a', mapsPublicIp: true }),
    );
    expect(await account.subnets([...subnets.map(({ id }) => id), 'subnet-0123'])).toHaveLength(
      subnets.length,
    );
    expect(await account.routeTables(vpc)).toEqual([
      { isMain: true, subnetIds: [], internetRoute: expect.stringMatching(/^igw-/), leadsElsewhere: true },
    ]);
  });

  it('knows types, what they run and where they are offered, and does not know others', async () => {
    const account = open();
    expect(await account.instanceType('t4g.micro')).toMatchObject({ architectures: ['arm64'], vCpus: 2 });
    expect(await account.instanceType('m7i.xlarge')).toMatchObject({ architectures: ['x86_64'], vCpus: 4 });
    expect(await account.instanceType('t9.nano')).toBeUndefined();
    const zones = ['eu-central-1a', 'eu-central-1b'];
    expect(await account.offerings(['t4g.micro'], zones)).toHaveLength(2);
  });

  it('has a bucket here, and no parameter of an unknown name', async () => {
    const account = open();
    expect(await account.bucket('mine')).toEqual({ region: 'eu-central-1', isHere: true });
    expect(await account.parameter('/none')).toBeUndefined();
  });
});
