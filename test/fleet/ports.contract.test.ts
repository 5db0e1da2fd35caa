import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { autoScalingGroup } from '../../functions/fleet/auto-scaling-group.ts';
import { ec2KeyPairs } from '../../functions/fleet/docker-machine/ec2-key-pairs.ts';
import { ec2SpotRequests } from '../../functions/fleet/docker-machine/ec2-spot-requests.ts';
import { ec2Instances } from '../../functions/fleet/ec2-instances.ts';
import type { Outside } from '../../functions/fleet/ports.ts';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { autoScalingAt, ec2At, type Machine, openAccount } from '../support/fleet-account.ts';
import { memoryWorkers } from '../support/memory/workers.ts';

// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Side {
  readonly outside: Outside;
  readonly securityGroupId: string;
  run(machine: Machine): Promise<readonly string[]>;
  group(name: string, size: number, tags: Readonly<Record<string, string>>): Promise<void>;
  keyPairs(...names: string[]): Promise<void>;
  spotRequest(keyName: string, securityGroupId: string): Promise<void>;
  /** Until EC2 has carried out what it was asked for. */
  pass(): void;
}

let moto: Awaited<ReturnType<typeof startMoto>>;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

const sides: Record<string, () => Promise<Side>> = {
  async 'in memory'() {
    let now = 0;
    const { outside, ec2, groups, keyNames, spot, balance } = memoryWorkers(() => now);
    return {
      outside,
      securityGroupId: 'sg-0a',
      run: async ({ count = 1, keyName = '', tags = {}, securityGroupId }) =>
        Array.from({ length: count }, () =>
          ec2.launch({ keyName, tags, securityGroupIds: [securityGroupId] }),
        ),
      async group(name, desired, tags) {
        groups.set(name, { max: 9, desired, protectsNew: true, suspended: new Set(), tags });
        balance(name);
        now += 60_000;
      },
      keyPairs: async (...names) => names.forEach((name) => void keyNames.add(name)),
      spotRequest: async (keyName, id) => void spot.request(keyName, id, 0),
      pass: () => (now += 60_000),
    };
  },
  async 'in EC2 and Auto Scaling, by the real SDK on moto'() {
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
    const account = await openAccount(moto.endpoint);
    const [ec2, autoScaling] = [ec2At(moto.endpoint), autoScalingAt(moto.endpoint)];
    const outside: Outside = {
      group: (name) => autoScalingGroup(autoScaling, name),
      instances: ec2Instances(ec2),
      spotRequests: ec2SpotRequests(ec2),
      keyPairs: ec2KeyPairs(ec2),
    };
    return { ...account, outside, securityGroupId: await account.securityGroup('workers'), pass: () => {} };
  },
};

describe.each(Object.entries(sides))('the fleet’s ports %s', (_, open) => {
  const { signal } = new AbortController();
  const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id).sort();
  let side: Side;
  beforeEach(async () => {
    side = await open();
  });

  it('find instances by tag and by security group until they are terminated', async () => {
    const { outside, securityGroupId, run, pass } = side;
    const tagged = await run({ count: 2, securityGroupId, tags: { stack: 'own' }, keyName: 'a-key' });
    const all = [...tagged, ...(await run({ securityGroupId }))];
    const { instances } = outside;
    const found = await instances.tagged('stack', 'own', signal);
    expect(idsOf(found)).toEqual([...tagged].sort());
    expect(found[0]).toMatchObject({
      keyName: 'a-key',
      tags: { stack: 'own' },
      securityGroupIds: [securityGroupId],
      state: expect.stringMatching(/pending|running/),
    });
    expect(idsOf(await instances.inSecurityGroup(securityGroupId, signal))).toEqual([...all].sort());
    await instances.terminate(tagged, signal);
    pass();
    expect(await instances.tagged('stack', 'own', signal)).toEqual([]);
    await instances.terminate(tagged, signal);
    await instances.terminate([], signal);
  });

  it('let one unknown instance keep a batch alive, without a failure', async () => {
    const { outside, securityGroupId, run, pass } = side;
    const ids = await run({ securityGroupId });
    await outside.instances.terminate([...ids, 'i-0123456789abcdef0'], signal);
    pass();
    expect(idsOf(await outside.instances.inSecurityGroup(securityGroupId, signal))).toEqual(ids);
  });

  it('have groups whose members are protected, can be freed and go when it shrinks', async () => {
    const { outside, group: make, pass } = side;
    await make('workers', 2, { stack: 'own' });
    const group = outside.group('workers');
    await group.suspendRebalancing(signal);
    const members = (await group.members(signal)) ?? [];
    expect(members).toMatchObject(Array(2).fill({ state: 'InService', isProtected: true }));
    const tags = { stack: 'own', 'aws:autoscaling:groupName': 'workers' };
    const found = await outside.instances.tagged('aws:autoscaling:groupName', 'workers', signal);
    expect(found).toMatchObject([{ tags }, { tags }]);
    await group.unprotect([...idsOf(members), 'i-0123456789abcdef0'], signal);
    await group.unprotect(idsOf(members), signal);
    await group.shrinkToNothing(signal);
    pass();
    expect(await group.members(signal)).toEqual([]);
  });

  it('take a group that is not there for small, and refuse to set anything of it', async () => {
    const group = side.outside.group('never-was');
    expect(await group.members(signal)).toBeUndefined();
    await group.shrinkToNothing(signal);
    await group.unprotect([], signal);
    await expect(group.suspendRebalancing(signal)).rejects.toMatchObject({ name: 'AwsError' });
  });

  it('have spot requests with their keys and instances, until they are cancelled', async () => {
    const { outside, securityGroupId, spotRequest } = side;
    await spotRequest('a-key', securityGroupId);
    const alive = await outside.spotRequests.alive(signal);
    expect(alive).toMatchObject([{ keyName: 'a-key', instanceId: expect.stringMatching(/^i-/) }]);
    await outside.spotRequests.cancel(idsOf(alive), signal);
    expect(await outside.spotRequests.alive(signal)).toEqual([]);
    expect(idsOf(await outside.instances.inSecurityGroup(securityGroupId, signal))).toHaveLength(1);
  });

  it('find key pairs by a part of their names, and removing one twice is no failure', async () => {
    const { outside, keyPairs } = side;
    await keyPairs('runner-gitlab-runner-0a1b2c3d-1', 'runner-gitlab-runner-99999999-1');
    const found = await outside.keyPairs.named('gitlab-runner-0a1b2c3d-', signal);
    expect(found).toEqual(['runner-gitlab-runner-0a1b2c3d-1']);
    await outside.keyPairs.remove(found, signal);
    await outside.keyPairs.remove(found, signal);
    expect(await outside.keyPairs.named('runner', signal)).toEqual(['runner-gitlab-runner-99999999-1']);
  });
});
