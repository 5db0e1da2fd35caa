import { readFileSync } from 'node:fs';
import { DescribeInstanceTypesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';

const common = { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const authority = certificateAuthority();
let secure: Server;
let moto: Server;

beforeAll(async () => {
  const certificate = { ...authority.issue('localhost'), authority: authority.file };
  [secure, moto] = await Promise.all([startEmulator({ certificate }), startMoto()]);
}, 150_000);
afterAll(() => Promise.all([secure.stop(), moto.stop()]));

test('an emulator with a certificate answers the SDK that trusts its authority', async () => {
  const httpsAgent = { ca: readFileSync(authority.file) };
  const s3 = new S3Client({ ...common, endpoint: secure.endpoint, requestHandler: { httpsAgent } });
  expect(secure.endpoint).toMatch(/^https:/);
  expect((await s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
});

test('an emulator with a certificate is refused by the SDK that does not know its authority', async () => {
  const s3 = new S3Client({ ...common, endpoint: secure.endpoint, maxAttempts: 1 });
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow('unable to verify the first certificate');
});

test('moto knows the architecture of an instance type', async () => {
  const ec2 = new EC2Client({ ...common, endpoint: moto.endpoint });
  const { InstanceTypes } = await ec2.send(
    new DescribeInstanceTypesCommand({ InstanceTypes: ['t4g.micro'] }),
  );
  expect(InstanceTypes?.[0]?.ProcessorInfo?.SupportedArchitectures).toEqual(['arm64']);
});
