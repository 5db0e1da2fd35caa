import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  type Route,
} from '@aws-sdk/client-ec2';
import type { Account } from '../ports.ts';
import type { Ask } from './ask.ts';

type Network = Pick<
  Account,
  'defaultVpc' | 'hasVpc' | 'cidrBlocks' | 'subnets' | 'defaultSubnets' | 'routeTables'
>;

/** The account's network as EC2 describes it. Filters rather than ids: an unknown id in a filter is no error. */
export function ec2Network(ec2: EC2Client, ask: Ask): Network {
  const vpcs = (filter: Filter) =>
    ask('ec2:DescribeVpcs', async (abortSignal) => {
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [filter] }), { abortSignal });
      return Vpcs ?? [];
    });
  const subnets = (...filters: Filter[]) =>
    ask('ec2:DescribeSubnets', async (abortSignal) => {
      const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters: filters }), { abortSignal });
      return (Subnets ?? []).map((subnet) => ({
        id: subnet.SubnetId ?? '',
        vpcId: subnet.VpcId ?? '',
        zone: subnet.AvailabilityZone ?? '',
        mapsPublicIp: subnet.MapPublicIpOnLaunch ?? false,
      }));
    });
  return {
    defaultVpc: async () => (await vpcs({ Name: 'is-default', Values: ['true'] }))[0]?.VpcId,
    hasVpc: async (id) => (await vpcs({ Name: 'vpc-id', Values: [id] })).length > 0,
    cidrBlocks: async (vpcId) =>
      (await vpcs({ Name: 'vpc-id', Values: [vpcId] })).flatMap(({ CidrBlockAssociationSet = [] }) =>
        CidrBlockAssociationSet.flatMap(({ CidrBlock }) => CidrBlock ?? []),
      ),
    subnets: (ids) => subnets({ Name: 'subnet-id', Values: [...ids] }),
    defaultSubnets: (vpcId) =>
      subnets({ Name: 'vpc-id', Values: [vpcId] }, { Name: 'default-for-az', Values: ['true'] }),
    routeTables: (vpcId) =>
      ask('ec2:DescribeRouteTables', async (abortSignal) => {
        const command = new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] });
        const { RouteTables } = await ec2.send(command, { abortSignal });
        return (RouteTables ?? []).map(({ Associations = [], Routes = [] }) => {
          const working = Routes.filter(({ State }) => State !== 'blackhole');
          return {
            isMain: Associations.some(({ Main }) => Main),
            subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
            internetRoute: internetRouteOf(working),
            leadsElsewhere: working.some(leadsOut),
          };
        });
      }),
  };
}

// A VPC may have public addresses of its own.
const PRIVATE = /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./;
const leadsOut = ({ DestinationCidrBlock: block, GatewayId }: Route) =>
  block !== undefined && !PRIVATE.test(block) && GatewayId !== 'local';

// What is in a prefix list is not looked at, as it may well be everything; but a gateway endpoint's holds S3 or
// DynamoDB only.
function internetRouteOf(routes: readonly Route[]): string | undefined {
  const way =
    routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0') ??
    routes.find((route) => route.DestinationPrefixListId && !route.GatewayId?.startsWith('vpce-'));
  return way && (way.GatewayId ?? way.NatGatewayId ?? way.TransitGatewayId ?? 'another target');
}
