import type { PropertyReader } from '../../../shared/property-reader.ts';
import { INSTANCE_TYPE } from '../../../shared/rules.ts';

/** What docker-machine needs to know to start workers itself; the other executor's group has it in the template. */
export type MachineWorkers = ReturnType<typeof readMachineWorkers>;

export function readMachineWorkers(reader: PropertyReader) {
  const { matching, whole } = reader;
  return {
    executor: 'docker+machine' as const,
    instanceType: matching(
      'WorkerInstanceTypes',
      INSTANCE_TYPE,
      'one type such as m7i.large with docker+machine',
    ),
    isSpot: matching('WorkerMarket', /^(on-demand|spot)$/, 'on-demand or spot') === 'spot',
    /** An AMI's id, or `resolve:ssm:` and the name of the parameter that holds it. */
    image: matching('WorkerImage', /^(ami-[0-9a-f]{8,17}|resolve:ssm:\/[\w./-]+)$/, 'an AMI'),
    rootDevice: matching('WorkerRootDevice', /^\/dev\/\w{1,30}$/, 'a device such as /dev/sda1'),
    volumeGib: whole('WorkerVolumeSize', 30, 16_384),
    assignPublicIp: matching('AssignPublicIp', /^(subnet|true|false)$/, 'subnet, true or false'),
    /** docker-machine looks the group up by its name. */
    securityGroupName: matching('WorkerSecurityGroupName', /^[\w-]{1,255}$/, 'a name'),
    ...readSubnet(reader),
  };
}

/** The first subnet: docker-machine knows one alone. */
function readSubnet({ matching, list, text, must }: PropertyReader) {
  const region = text('Region');
  const [subnetId = '', ...others] = list('SubnetIds');
  const [zone = ''] = list('Zones');
  must(/^subnet-[0-9a-f]+$/.test(subnetId), 'SubnetIds must be like subnet-0123456789abcdef0');
  must(zone.startsWith(region) && zone.length > region.length, 'Zones must be zones of the Region');
  return {
    vpcId: matching('VpcId', /^vpc-[0-9a-f]+$/, 'like vpc-0123456789abcdef0'),
    subnetId,
    zone,
    leavesSubnetsOut: others.length > 0,
  };
}
