import { autoScalingGroup } from '../../functions/fleet/auto-scaling-group.ts';
import { ec2KeyPairs } from '../../functions/fleet/docker-machine/ec2-key-pairs.ts';
import { ec2SpotRequests } from '../../functions/fleet/docker-machine/ec2-spot-requests.ts';
import { ec2Instances } from '../../functions/fleet/ec2-instances.ts';
import { fleet } from '../../functions/fleet/fleet.ts';
import { parseProperties } from '../../functions/fleet/properties.ts';
import { startProxy } from '../lib/aws-proxy.ts';
import { autoScalingAt, ec2At, openAccount } from '../lib/fleet-account.ts';
import { requestFor, STACK } from '../lib/request.ts';
import { startMoto } from '../local/stand-ins/moto.ts';
import { measured, type Point } from './growth-point.ts';

const SIZES = [1, 10, 100, 1000];
const KEY_NAME_PART = 'gitlab-runner-0a1b2c3d-';

export interface Teardown {
  readonly autoscaler: readonly Point[];
  readonly machine: readonly Point[];
}

/** Deletes Custom::WorkerFleet by the real function, over the real SDK, with so many workers in moto. */
export async function teardownOfWorkers(progress: (line: string) => void): Promise<Teardown> {
  const moto = await startMoto();
  const proxy = await startProxy(moto.endpoint);
  const points = { autoscaler: [] as Point[], machine: [] as Point[] };
  try {
    for (const size of SIZES) {
      progress(`Teardown of ${size} workers`);
      const account = await emptyAccount(moto.endpoint);
      await account.group('workers', size);
      const group = { Executor: 'docker-autoscaler', WorkerGroupName: 'workers' };
      points.autoscaler.push(await measured(proxy, size, () => remove(proxy.endpoint, group)));

      const machines = await withMachines(await emptyAccount(moto.endpoint), size);
      points.machine.push(await measured(proxy, size, () => remove(proxy.endpoint, machines)));
    }
    return points;
  } finally {
    proxy.stop();
    await moto.stop();
  }
}

async function emptyAccount(endpoint: string) {
  await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
  return openAccount(endpoint);
}

/** As docker-machine leaves them: each machine with a key pair of its own. */
async function withMachines(account: Awaited<ReturnType<typeof openAccount>>, count: number) {
  const securityGroupId = await account.securityGroup('workers');
  await account.run({ count, securityGroupId, tags: { 'gitlab-runner-stack': STACK.id } });
  await account.keyPairs(
    ...Array.from({ length: count }, (_, index) => `runner-a-${KEY_NAME_PART}1-${index}`),
  );
  return {
    Executor: 'docker+machine',
    WorkerSecurityGroupId: securityGroupId,
  };
}

function remove(endpoint: string, properties: Readonly<Record<string, string>>): Promise<void> {
  const [ec2, autoScaling] = [ec2At(endpoint), autoScalingAt(endpoint)];
  const resource = fleet({
    group: (name) => autoScalingGroup(autoScaling, name),
    instances: ec2Instances(ec2),
    spotRequests: ec2SpotRequests(ec2),
    keyPairs: ec2KeyPairs(ec2),
  });
  return resource.remove(requestFor(parseProperties(properties)));
}
