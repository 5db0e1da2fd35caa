import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { awsAccount } from '../../functions/preflight/aws/account.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { openDefaultVpc } from '../../scripts/local/stand-ins/default-vpc.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { requestFor } from '../support/request.ts';
import { SAMPLE } from '../support/samples/preflight.ts';
import { sendSdkTo } from './aws.ts';
import { startGitLab } from './gitlab-given.ts';

let emulator: Server;
let gitLab: Awaited<ReturnType<typeof startGitLab>>;
beforeAll(async () => {
  [emulator, gitLab] = await Promise.all([startEmulator(), startGitLab()]);
  sendSdkTo(emulator.endpoint);
}, 40_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  gitLab.stop();
  await emulator.stop();
});

const look = () => {
  const resource = preflight({
    account: (signal, patience) => awsAccount(new EC2Client(), signal, patience),
  });
  return resource.ensure(requestFor(resource.parse({ ...SAMPLE, ...gitLab.given })));
};

it('where AWS’s calls are not all known, the rest is found, and what was not seen is warned of', async () => {
  await expect(look()).rejects.toThrow(/^The stack cannot be built like this. There is no working route/);
  await openDefaultVpc();
  const answer = await look();
  expect(answer.Zones.split(',')).toHaveLength(answer.SubnetIds.split(',').length);
  expect(answer.ManagerArchitecture).toBe('x86_64'); // of every type, in this emulator
  const unseen = [
    'ec2:DescribeInstanceTypeOfferings failed with InvalidAction, so where the types are offered could not be checked',
    'ec2:GetEbsDefaultKmsKeyId failed with InvalidAction, so the key of new volumes could not be checked',
    /servicequotas:GetServiceQuota failed with \w+, so the vCPU quota could not be checked/,
  ];
  for (const sentence of unseen) expect(answer.Warnings).toMatch(sentence);
}, 60_000);
