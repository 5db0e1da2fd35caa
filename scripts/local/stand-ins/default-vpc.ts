import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';

/** A real default VPC leads to an internet gateway; those of the emulators do not. */
export async function openDefaultVpc(config: object = {}): Promise<{ vpcId: string; gateway: string }> {
  const ec2 = new EC2Client(config);
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const vpcId = Vpcs?.[0]?.VpcId ?? '';
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand());
  const gateway = InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: gateway }));
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const RouteTableId = RouteTables?.[0]?.RouteTableId ?? '';
  const everywhere = { DestinationCidrBlock: '0.0.0.0/0' };
  await ec2.send(new CreateRouteCommand({ RouteTableId, ...everywhere, GatewayId: gateway }));
  return { vpcId, gateway };
}
