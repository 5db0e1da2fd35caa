import type { SpotRequest } from '../../../functions/fleet/ports.ts';
import type { MemoryInstances } from './instances.ts';

interface MemoryRequest extends SpotRequest {
  readonly securityGroupIds: readonly string[];
  /** When EC2 has an instance for it. */
  readonly grantedAt: number;
  instanceId: string;
}

/** EC2's spot requests, as docker-machine makes them: what they start has no tags. */
export function memorySpotRequests(ec2: MemoryInstances, now: () => number) {
  const requests = new Map<string, MemoryRequest>();
  const isAlive = ({ instanceId }: MemoryRequest) =>
    instanceId === '' || ec2.living().some(({ id, endsAt }) => id === instanceId && endsAt === undefined);
  let last = 0;
  return {
    /** Those that have, or may still get, an instance. */
    alive: (): MemoryRequest[] => [...requests.values()].filter(isAlive),
    request(keyName: string, securityGroupId: string, wait: number) {
      const id = `sir-${++last}`;
      const securityGroupIds = [securityGroupId];
      requests.set(id, { id, keyName, securityGroupIds, grantedAt: now() + wait, instanceId: '' });
      return id;
    },
    /** A request that was granted keeps its instance. */
    cancel(ids: readonly string[]) {
      for (const id of ids) requests.delete(id);
    },
    /** Starts what is due. */
    grant() {
      for (const one of requests.values())
        if (one.instanceId === '' && one.grantedAt <= now())
          one.instanceId = ec2.launch({ keyName: one.keyName, securityGroupIds: one.securityGroupIds });
    },
  };
}
