import type { Region, Subnet } from '../../functions/preflight/ports.ts';

const subnet = (id: string, vpcId: string, zone: string): Subnet => ({ id, vpcId, zone });

const SUBNETS = [
  subnet('subnet-0b', 'vpc-0d', 'eu-central-1b'),
  subnet('subnet-0a', 'vpc-0d', 'eu-central-1a'),
  subnet('subnet-0c', 'vpc-0c', 'eu-central-1a'),
];

const TYPES: Readonly<Record<string, readonly string[]>> = {
  't4g.micro': ['arm64'],
  'm7g.large': ['arm64'],
  'm7i.large': ['x86_64'],
  't2.micro': ['i386', 'x86_64'],
  'mac2.metal': ['arm64_mac'],
};

/** An account with a default VPC (vpc-0d) and one without default subnets (vpc-0c). */
export const ACCOUNT: Region = {
  defaultVpc: async () => 'vpc-0d',
  hasVpc: async (id) => ['vpc-0d', 'vpc-0c'].includes(id),
  subnets: async (ids) => SUBNETS.filter(({ id }) => ids.includes(id)),
  defaultSubnets: async (id) => SUBNETS.filter(({ vpcId }) => vpcId === 'vpc-0d' && vpcId === id),
  architectures: async (type) => TYPES[type],
};

export const SAMPLE = {
  Release: '1.2.3',
  VpcId: '',
  SubnetIds: [''],
  ManagerInstanceType: 't4g.micro',
  WorkerInstanceTypes: 'm7i.large',
  WorkerImageId: '',
};
