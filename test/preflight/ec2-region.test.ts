import { once } from 'node:events';
import { createServer } from 'node:http';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ec2Region } from '../../functions/preflight/ec2-region.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';

const patient = new AbortController().signal;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 40_000);
afterAll(() => emulator.stop());

const regionAt = (endpoint: string) =>
  ec2Region(
    new EC2Client({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

describe('a region as a real EC2 API describes it', () => {
  it('has a default VPC with default subnets in zones', async () => {
    const region = regionAt(emulator.endpoint);
    const vpc = (await region.defaultVpc(patient)) ?? '';
    expect(await region.hasVpc(vpc, patient)).toBe(true);
    const subnets = await region.defaultSubnets(vpc, patient);
    expect(subnets.map(({ zone }) => zone)).toContain('eu-central-1a');
    const ids = subnets.map(({ id }) => id);
    expect(await region.subnets([...ids, 'subnet-0123'], patient)).toEqual(subnets);
  });

  it('answers for what it does not have without an error', async () => {
    const region = regionAt(emulator.endpoint);
    expect(await region.hasVpc('vpc-0123', patient)).toBe(false);
    expect(await region.subnets(['subnet-0123'], patient)).toEqual([]);
    expect(await region.defaultSubnets('vpc-0123', patient)).toEqual([]);
  });

  it('knows what an instance type can run', async () => {
    expect(await regionAt(emulator.endpoint).architectures('m7i.large', patient)).toEqual(['x86_64']);
  });
});

// The emulator knows every type and says x86_64 of each, and refuses nobody: these answers are EC2's own form.
describe('a region whose EC2 refuses', () => {
  const answering = async (status: number, body: string) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { region: regionAt(`http://127.0.0.1:${address.port}`), [Symbol.dispose]: () => server.close() };
  };
  const refusal = (code: string) =>
    `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors></Response>`;

  it('counts an unknown type as not offered', async () => {
    using ec2 = await answering(400, refusal('InvalidInstanceType'));
    expect(await ec2.region.architectures('t9.nano', patient)).toBeUndefined();
  });

  it('reads the architectures of an ARM type', async () => {
    const type = '<item><processorInfo><supportedArchitectures><item>arm64</item></supportedArchitectures>';
    const set = `<instanceTypeSet>${type}</processorInfo></item></instanceTypeSet>`;
    using ec2 = await answering(200, `<DescribeInstanceTypesResponse>${set}</DescribeInstanceTypesResponse>`);
    expect(await ec2.region.architectures('t4g.micro', patient)).toEqual(['arm64']);
  });

  it('waits for a new role, and then names the action that is not allowed', async () => {
    using ec2 = await answering(403, refusal('UnauthorizedOperation'));
    await expect(ec2.region.defaultVpc(AbortSignal.timeout(400))).rejects.toThrow(
      "ec2:DescribeVpcs failed with UnauthorizedOperation: allow it in the function's role",
    );
  });
});
