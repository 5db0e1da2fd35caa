import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { autoScalingGroup } from '../../functions/fleet/auto-scaling-group.ts';
import { ec2KeyPairs } from '../../functions/fleet/docker-machine/ec2-key-pairs.ts';
import { ec2SpotRequests } from '../../functions/fleet/docker-machine/ec2-spot-requests.ts';
import { ec2Instances } from '../../functions/fleet/ec2-instances.ts';
import { fleet } from '../../functions/fleet/fleet.ts';
import { parseProperties } from '../../functions/fleet/properties.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { refusal, startProxy } from '../support/aws-proxy.ts';
import { autoScalingAt, ec2At, openAccount } from '../support/fleet-account.ts';
import { requestFor, STACK } from '../support/request.ts';

const PART = 'gitlab-runner-0a1b2c3d-';
const TAGS = { 'gitlab-runner-stack': STACK.id };
const keyOf = (index: number, part = PART) => `runner-abcdefghi-${part}1790000000-${index}`;

// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let moto: Awaited<ReturnType<typeof startMoto>>;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let account: Awaited<ReturnType<typeof openAccount>>;
let workers: string;
let foreign: string[];
beforeAll(async () => {
  moto = await startMoto();
  proxy = await startProxy(moto.endpoint);
});
afterAll(async () => {
  proxy.stop();
  await moto.stop();
});

/** Another stack's and a person's instances, in the same subnet and some in the same security group. */
beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
  proxy.meet();
  account = await openAccount(moto.endpoint);
  workers = await account.securityGroup('workers');
  const others = await account.securityGroup('others');
  const other = { 'gitlab-runner-stack': STACK.id.replace('0a1b2c3d', '99999999') };
  await account.group('other-group', 2, TAGS);
  await account.run({ securityGroupId: workers, tags: other, keyName: keyOf(0) });
  await account.run({ securityGroupId: workers, keyName: keyOf(0, 'gitlab-runner-99999999-'), spot: true });
  await account.run({ securityGroupId: workers, keyName: 'a-person' });
  await account.run({ securityGroupId: others, keyName: keyOf(0) });
  await account.keyPairs('a-person', keyOf(0, 'gitlab-runner-99999999-'));
  foreign = await account.living();
});

function realFleet() {
  const [ec2, autoScaling] = [ec2At(proxy.endpoint), autoScalingAt(proxy.endpoint)];
  return fleet({
    group: (name) => autoScalingGroup(autoScaling, name),
    instances: ec2Instances(ec2),
    spotRequests: ec2SpotRequests(ec2),
    keyPairs: ec2KeyPairs(ec2),
  });
}
function discard(properties: Record<string, string>, work = new AbortController().signal) {
  const request = requestFor(parseProperties(properties));
  return realFleet().remove({ ...request, time: { ...request.time, work } });
}
const autoscaler = { Executor: 'docker-autoscaler', WorkerGroupName: 'workers' };
const machine = () => ({
  Executor: 'docker+machine',
  WorkerSecurityGroupId: workers,
});

describe('Creating Custom::WorkerFleet', () => {
  it('suspends the balancing of zones and nothing else, and does so again', async () => {
    await account.group('workers', 0);
    for (const _ of ['Create', 'Update']) await realFleet().ensure(requestFor(parseProperties(autoscaler)));
    const group = await account.describeGroup('workers');
    expect(group?.SuspendedProcesses?.map(({ ProcessName }) => ProcessName)).toEqual(['AZRebalance']);
  });
});

describe('Deleting Custom::WorkerFleet with docker-autoscaler', () => {
  // Of three calls that end a hundred each, and five that take the protection from fifty.
  it.each([0, 1, 37, 201])('ends %i workers that are protected from scale-in, and no other', async (size) => {
    await account.group('workers', size, TAGS);
    await discard(autoscaler);
    // Fifty more workers are at most two calls more.
    expect(proxy.names().length).toBeLessThanOrEqual(10 + 2 * (size / 50));
    expect(await account.living()).toEqual(foreign);
    expect(await account.describeGroup('workers')).toMatchObject({
      MinSize: 0,
      MaxSize: 0,
      DesiredCapacity: 0,
      NewInstancesProtectedFromScaleIn: false,
      Instances: [],
    });
  });

  it('succeeds when the group is gone', async () => {
    await discard(autoscaler);
    expect(proxy.names()).not.toContain('UpdateAutoScalingGroup');
  });

  it('succeeds when the group goes while it is asked for', async () => {
    await account.group('workers', 0);
    const answer = { status: 400, body: gone };
    proxy.meet(({ name }) => (name === 'UpdateAutoScalingGroup' ? answer : undefined));
    await discard(autoscaler);
  });
});

const gone =
  '<ErrorResponse><Error><Code>ValidationError</Code>' +
  '<Message>AutoScalingGroup name not found - null</Message></Error></ErrorResponse>';

describe('Deleting Custom::WorkerFleet with docker+machine', () => {
  it.each([
    0, 1, 37, 201,
  ])('ends %i tagged machines and removes their key pairs, and no other', async (count) => {
    const keys = Array.from({ length: Math.min(count, 40) }, (_, index) => keyOf(index));
    if (count > 0) await account.run({ count, securityGroupId: workers, tags: TAGS, keyName: keyOf(1) });
    await account.keyPairs(...keys);
    await discard(machine());
    // EC2 has no call that deletes several key pairs.
    const others = proxy.names().filter((name) => name !== 'DeleteKeyPair');
    expect(proxy.names().length - others.length).toBe(keys.length);
    expect(others.length).toBeLessThanOrEqual(10 + 2 * (count / 50));
    expect(await account.living()).toEqual(foreign);
    expect(await account.keyNames()).toEqual(['a-person', keyOf(0, 'gitlab-runner-99999999-')]);
  });

  it('ends spot machines that were never tagged and cancels their requests, and no other', async () => {
    await account.run({ count: 3, securityGroupId: workers, keyName: keyOf(1), spot: true });
    await account.run({ count: 2, securityGroupId: workers, keyName: keyOf(2), spot: true, tags: TAGS });
    await account.spotRequest(keyOf(3), workers);
    const all = await account.living();
    await account.spotRequest('a-person', workers);
    const others = (await account.living()).filter((id) => !all.includes(id));
    await discard(machine());
    expect(await account.requestedKeyNames()).toEqual(['a-person']);
    expect(await account.living()).toEqual([...foreign, ...others].sort());
  });

  it('a second Delete finds nothing and succeeds', async () => {
    await account.run({ count: 2, securityGroupId: workers, tags: TAGS });
    await discard(machine());
    proxy.meet();
    await discard(machine());
    expect(proxy.names()).not.toContain('TerminateInstances');
  });

  it('waits when EC2 has had too many requests, and looks again when it does not know an instance', async () => {
    await account.run({ count: 2, securityGroupId: workers, tags: TAGS });
    const answers = [
      ...Array(4).fill(refusal(503, 'RequestLimitExceeded')),
      refusal(400, 'InvalidInstanceID.NotFound'),
    ];
    proxy.meet(({ name }) => (name === 'TerminateInstances' ? answers.shift() : undefined));
    await discard(machine());
    expect(await account.living()).toEqual(foreign);
    expect(proxy.names().filter((name) => name === 'TerminateInstances')).toHaveLength(6);
  });

  it('fails in time when EC2 does not answer', async () => {
    proxy.meet(({ name }) => (name === 'DescribeInstances' ? 'hang' : undefined));
    await expect(discard(machine(), AbortSignal.timeout(300))).rejects.toThrow(
      'The time ran out at ec2:DescribeInstances: try again.',
    );
  });

  // moto pages by reservations, and one holds hundreds.
  it('reads every page', async () => {
    const listed = (id: string) =>
      `<reservationSet><item><instancesSet><item><instanceId>${id}</instanceId></item></instancesSet></item></reservationSet>`;
    const page = (xml: string) => ({
      status: 200,
      body: `<DescribeInstancesResponse>${xml}</DescribeInstancesResponse>`,
    });
    proxy.meet(({ body }) =>
      body.includes('NextToken=more')
        ? page(listed('i-2'))
        : page(`${listed('i-1')}<nextToken>more</nextToken>`),
    );
    const found = await ec2Instances(ec2At(proxy.endpoint)).inSecurityGroup(
      'sg-0a',
      AbortSignal.timeout(20_000),
    );
    expect(found.map(({ id }) => id)).toEqual(['i-1', 'i-2']);
  });
});
