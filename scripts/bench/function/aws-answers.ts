/** What one call to AWS's API is answered. */
export interface Reply {
  readonly status: number;
  readonly type: 'application/json' | 'text/xml';
  readonly body: string;
}

const json = (value: unknown, status = 200): Reply => ({
  ...{ status, type: 'application/json' },
  body: JSON.stringify(value),
});
const xml = (body: string): Reply => ({ status: 200, type: 'text/xml', body });

/** Parameter Store in memory, as far as a registration and a peer of it need it. */
export function parameterStore() {
  const stored = new Map<string, { value: string; version: number }>();
  return {
    /** Puts these in the place of everything that was there. */
    reset(values: Readonly<Record<string, string>> = {}) {
      stored.clear();
      for (const [name, value] of Object.entries(values)) stored.set(name, { value, version: 1 });
    },
    answer(action: string, { Name, Value, Overwrite }: Readonly<Record<string, string>>): Reply {
      const found = stored.get(Name ?? '');
      if (action === 'PutParameter') {
        if (found && !Overwrite) return json({ __type: 'ParameterAlreadyExists' }, 400);
        const version = (found?.version ?? 0) + 1;
        stored.set(Name ?? '', { value: Value ?? '', version });
        return json({ Version: version, Tier: 'Standard' });
      }
      if (!found) return json({ __type: 'ParameterNotFound' }, 400);
      return json({ Parameter: { Name, Type: 'SecureString', Value: found.value, Version: found.version } });
    },
  };
}

/** By the name of the call, what a preflight and the peers' functions hear: one VPC in which all is well. */
export const ANSWERS: Readonly<Record<string, Reply>> = {
  GetServiceQuota: json({ Quota: { ServiceCode: 'ec2', Value: 1000 } }),
  DescribeVpcs: xml(
    '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-0a</vpcId><isDefault>true</isDefault></item></vpcSet></DescribeVpcsResponse>',
  ),
  DescribeSubnets: xml(
    `<DescribeSubnetsResponse><subnetSet>${['a', 'b', 'c'].map((zone) => `<item><subnetId>subnet-0${zone}</subnetId><vpcId>vpc-0a</vpcId><availabilityZone>eu-central-1${zone}</availabilityZone><mapPublicIpOnLaunch>true</mapPublicIpOnLaunch></item>`).join('')}</subnetSet></DescribeSubnetsResponse>`,
  ),
  DescribeRouteTables: xml(
    '<DescribeRouteTablesResponse><routeTableSet><item><routeTableId>rtb-0a</routeTableId><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-0a</gatewayId><state>active</state></item></routeSet><associationSet><item><main>true</main></item></associationSet></item></routeTableSet></DescribeRouteTablesResponse>',
  ),
  DescribeInstanceTypeOfferings: xml(
    `<DescribeInstanceTypeOfferingsResponse><instanceTypeOfferingSet>${['t4g.micro', 'm7i.large'].flatMap((type) => ['a', 'b', 'c'].map((zone) => `<item><instanceType>${type}</instanceType><locationType>availability-zone</locationType><location>eu-central-1${zone}</location></item>`)).join('')}</instanceTypeOfferingSet></DescribeInstanceTypeOfferingsResponse>`,
  ),
  GetEbsDefaultKmsKeyId: xml(
    '<GetEbsDefaultKmsKeyIdResponse><kmsKeyId>alias/aws/ebs</kmsKeyId></GetEbsDefaultKmsKeyIdResponse>',
  ),
  SuspendProcesses: xml('<SuspendProcessesResponse/>'),
};

/** EC2's answer for the types that the template has by default. */
export function instanceType(name: string): Reply {
  const architecture = name.startsWith('t4g') ? 'arm64' : 'x86_64';
  return xml(
    `<DescribeInstanceTypesResponse><instanceTypeSet><item><instanceType>${name}</instanceType><processorInfo><supportedArchitectures><item>${architecture}</item></supportedArchitectures></processorInfo><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo></item></instanceTypeSet></DescribeInstanceTypesResponse>`,
  );
}
