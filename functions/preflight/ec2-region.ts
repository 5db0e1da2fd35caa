import {
  type _InstanceType,
  DescribeInstanceTypesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
} from '@aws-sdk/client-ec2';
import { asked, nameOf } from './errors.ts';
import type { Region, Subnet } from './ports.ts';

/** A Region as EC2 describes it. Filters rather than ids: an unknown id in a filter is no error. */
export function ec2Region(ec2: EC2Client): Region {
  const vpcs = (filter: Filter, signal: AbortSignal) =>
    asked('ec2:DescribeVpcs', signal, async () => {
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [filter] }), {
        abortSignal: signal,
      });
      return (Vpcs ?? []).flatMap(({ VpcId }) => VpcId ?? []);
    });
  const subnets = (filters: Filter[], signal: AbortSignal) =>
    asked('ec2:DescribeSubnets', signal, async () => {
      const command = new DescribeSubnetsCommand({ Filters: filters });
      const { Subnets } = await ec2.send(command, { abortSignal: signal });
      return (Subnets ?? []).map(
        ({ SubnetId = '', VpcId = '', AvailabilityZone = '' }): Subnet => ({
          id: SubnetId,
          vpcId: VpcId,
          zone: AvailabilityZone,
        }),
      );
    });
  return {
    defaultVpc: async (signal) => (await vpcs({ Name: 'is-default', Values: ['true'] }, signal))[0],
    hasVpc: async (id, signal) => (await vpcs({ Name: 'vpc-id', Values: [id] }, signal)).includes(id),
    subnets: (ids, signal) => subnets([{ Name: 'subnet-id', Values: [...ids] }], signal),
    defaultSubnets: (vpcId, signal) =>
      subnets(
        [
          { Name: 'vpc-id', Values: [vpcId] },
          { Name: 'default-for-az', Values: ['true'] },
        ],
        signal,
      ),
    architectures: (type, signal) =>
      asked('ec2:DescribeInstanceTypes', signal, () => architectures(ec2, type, signal)),
  };
}

// One type a call, as a call with an unknown type among others answers nothing about the others.
async function architectures(ec2: EC2Client, type: string, abortSignal: AbortSignal) {
  const command = new DescribeInstanceTypesCommand({ InstanceTypes: [type as _InstanceType] });
  try {
    const { InstanceTypes } = await ec2.send(command, { abortSignal });
    return InstanceTypes?.[0]?.ProcessorInfo?.SupportedArchitectures;
  } catch (error) {
    if (nameOf(error) === 'InvalidInstanceType') return undefined;
    throw error;
  }
}
