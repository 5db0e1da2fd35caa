import { describe, expect, it } from 'vitest';
import { AwsError } from '../../functions/aws/errors.ts';
import { fleet } from '../../functions/fleet/fleet.ts';
import type { Member } from '../../functions/fleet/ports.ts';
import { requestFor, STACK } from '../support/request.ts';
import { accountWith, instance } from './memory.ts';

const autoscaler = { Executor: 'docker-autoscaler', WorkerGroupName: 'workers' };
const machine = {
  Executor: 'docker+machine',
  WorkerSecurityGroupId: 'sg-0a',
};
const { parse, identify, identifyInvalid } = fleet(accountWith({ looks: [] }).outside);
const member = (id: string, state = 'InService'): Member => ({ id, state, isProtected: true });

/** A request of which the time for work ends after so many milliseconds. */
const within = (milliseconds: number, properties: Record<string, string>) => {
  const request = requestFor(parse(properties));
  return { ...request, time: { ...request.time, work: AbortSignal.timeout(milliseconds) } };
};

describe('Custom::WorkerFleet', () => {
  it('has the group stop balancing zones, and leaves docker-machine alone', async () => {
    const { outside, done } = accountWith({ looks: [] });
    await fleet(outside).ensure(requestFor(parse(machine)));
    expect(done).toEqual([]);
    expect(await fleet(outside).ensure(requestFor(parse(autoscaler)))).toEqual({});
    expect(done).toEqual(['suspend']);
  });

  it('is another resource when its workers are others, so that the old ones are ended by their own properties', () => {
    const id = `fleet-${STACK.guid}-Thing`;
    expect(identify(parse(autoscaler), STACK)).toBe(`${id}-workers`);
    expect(identify(parse(machine), STACK)).toBe(`${id}-docker-machine`);
    expect(identifyInvalid(STACK)).toBe(id);
  });

  it('knows nothing to delete when its properties were refused', async () => {
    const { outside, done } = accountWith({ looks: [[instance('i-1')]] });
    await fleet(outside).remove(requestFor(undefined));
    expect(done).toEqual([]);
  });

  it('ends no worker on the Delete of a Create that failed or was not heard', async () => {
    const { outside, done } = accountWith({ members: [[member('i-1')]], looks: [[instance('i-1')]] });
    await fleet(outside).remove({ ...requestFor(parse(autoscaler)), hasSucceeded: false });
    expect(done).toEqual([]);
  });

  it('waits for what goes and for what is being launched, and terminates what came late', async () => {
    const { outside, done } = accountWith({
      members: [[member('i-1')], [member('i-2', 'Pending')], []],
      looks: [[instance('i-1', { state: 'shutting-down' })], [instance('i-2', { state: 'pending' })], []],
    });
    await fleet(outside).remove(requestFor(parse(autoscaler)));
    expect(done).toEqual(['unprotect i-1', 'shrink', 'terminate i-2']);
  });

  it('ends the workers of a group that is gone', async () => {
    const { outside, done } = accountWith({ looks: [[instance('i-1')], []] });
    await fleet(outside).remove(requestFor(parse(autoscaler)));
    expect(done).toEqual(['terminate i-1']);
  });

  it('fails when the time ends before all are terminated, and says how many and what to do', async () => {
    const looks = [
      Array.from({ length: 7 }, (_, index) => instance(`i-${index}`, { state: 'shutting-down' })),
    ];
    await expect(fleet(accountWith({ looks }).outside).remove(within(100, autoscaler))).rejects.toThrow(
      "7 of the stack's worker instances are not terminated yet (i-0, i-1, i-2, i-3, i-4, …): " +
        'see in EC2 that they go, then delete the stack again, and retain this resource if it fails once more.',
    );
  });

  it('removes the key pairs though the machines take longer than the time', async () => {
    const own = instance('i-1', { tags: { 'gitlab-runner-stack': STACK.id } });
    const { outside, done } = accountWith({ looks: [[own]] });
    await expect(fleet(outside).remove(within(100, machine))).rejects.toThrow("1 of the stack's worker");
    expect(done.sort()).toEqual(['remove key', 'terminate i-1']);
  });

  it('says what AWS refused', async () => {
    const { outside } = accountWith({ looks: [[instance('i-1')]] });
    const denied = Object.assign(new Error('No.'), { name: 'UnauthorizedOperation' });
    const terminate = async () => {
      throw new AwsError('ec2:TerminateInstances', denied);
    };
    const refusing = { ...outside, instances: { ...outside.instances, terminate } };
    await expect(fleet(refusing).remove(requestFor(parse(autoscaler)))).rejects.toThrow(
      "ec2:TerminateInstances failed with UnauthorizedOperation: allow it in the function's role",
    );
  });
});
