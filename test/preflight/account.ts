import type { Account, Subnet } from '../../functions/preflight/ports.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { refusedBy } from '../support/memory/aws.ts';
import { requestFor } from '../support/request.ts';
import { SAMPLE } from '../support/samples/preflight.ts';

const subnet = (id: string, vpcId: string, zone: string): Subnet => ({ id, vpcId, zone, mapsPublicIp: true });

export const SUBNETS = [
  subnet('subnet-0b', 'vpc-0d', 'eu-central-1b'),
  subnet('subnet-0a', 'vpc-0d', 'eu-central-1a'),
  subnet('subnet-01', 'vpc-0d', 'eu-central-1b'),
  subnet('subnet-0c', 'vpc-0c', 'eu-central-1a'),
];

const TYPES: Readonly<Record<string, readonly [architectures: string[], vCpus: number]>> = {
  't4g.micro': [['arm64'], 2],
  'm7g.large': [['arm64'], 2],
  'm7i.large': [['x86_64'], 2],
  'm7i.xlarge': [['x86_64'], 4],
  'g5.xlarge': [['x86_64'], 4],
  't2.micro': [['i386', 'x86_64'], 1],
  'mac2.metal': [['arm64_mac'], 8],
};

/** An account with a default VPC (vpc-0d) and one without default subnets (vpc-0c), in which all is well. */
export const ACCOUNT: Account = {
  defaultVpc: async () => 'vpc-0d',
  hasVpc: async (id) => ['vpc-0d', 'vpc-0c'].includes(id),
  cidrBlocks: async (id) => (id === 'vpc-0d' ? ['172.31.0.0/16'] : []),
  subnets: async (ids) => SUBNETS.filter(({ id }) => ids.includes(id)),
  defaultSubnets: async (id) => SUBNETS.slice(0, 2).filter(({ vpcId }) => vpcId === id),
  instanceType: async (name) => {
    const [architectures, vCpus] = TYPES[name] ?? [];
    return architectures && vCpus ? { name, architectures, vCpus } : undefined;
  },
  routeTables: async () => [{ isMain: true, subnetIds: [], internetRoute: 'igw-0a', leadsElsewhere: true }],
  offerings: async (types, zones) => types.flatMap((type) => zones.map((zone) => ({ type, zone }))),
  volumeKey: async () => undefined,
  keyGrantees: async () => [],
  keyPolicy: async () => '{}',
  quota: async () => 1000,
  hasRole: async () => true,
  bucket: async () => ({ region: 'eu-central-1', isHere: true }),
  image: async () => ({ architecture: 'x86_64', rootDevice: '/dev/sda1', gib: 8 }),
  parameter: async () => undefined,
};

/** A call that AWS refuses. */
export function refused(action: string, code = 'AccessDenied') {
  return async (): Promise<never> => {
    throw refusedBy(action, code);
  };
}

export interface Looked {
  /** The reason of a failure; undefined when there was none. */
  readonly reason: string | undefined;
  readonly warnings: string;
  readonly logged: readonly string[];
}

/** What a Create or an Update with these properties ends with in such an account. */
export async function lookedAs(
  kind: 'create' | 'update',
  changes: Readonly<Record<string, unknown>>,
  account: Partial<Account> = {},
): Promise<Looked> {
  const logged: string[] = [];
  const resource = preflight({ account: () => ({ ...ACCOUNT, ...account }) });
  const request = requestFor(resource.parse({ ...SAMPLE, ...changes }));
  try {
    const data = await resource.ensure({
      ...request,
      warn: (text) => void logged.push(text),
      previousId: kind === 'update' ? request.id : undefined,
    });
    return { reason: undefined, warnings: data.Warnings, logged };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : '', warnings: '', logged };
  }
}
