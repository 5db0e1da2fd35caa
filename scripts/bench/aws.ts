import type { IncomingMessage, RequestListener } from 'node:http';
import type { Certificate } from '../lib/certificates.ts';
import { bodyOf, serve } from '../lib/serve.ts';

interface Reply {
  readonly status: number;
  readonly type: 'application/json' | 'text/xml';
  readonly body: string;
}
const json = (value: unknown, status = 200): Reply => ({
  ...{ status, type: 'application/json', body: JSON.stringify(value) },
});
const xml = (name: string, body = ''): Reply => ({
  ...{ status: 200, type: 'text/xml', body: `<${name}Response>${body}</${name}Response>` },
});
const items = (set: string, ...each: string[]) =>
  `<${set}>${each.map((one) => `<item>${one}</item>`).join('')}</${set}>`;

const ZONES = ['eu-central-1a', 'eu-central-1b'];
const subnet = (zone: string) =>
  `<subnetId>subnet-0${zone.at(-1)}</subnetId><vpcId>vpc-0a</vpcId><availabilityZone>${zone}</availabilityZone><mapPublicIpOnLaunch>true</mapPublicIpOnLaunch>`;
const route = `${items('routeSet', '<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-0a</gatewayId><state>active</state>')}${items('associationSet', '<main>true</main>')}`;
const offerings = ['t4g.micro', 'm7i.large'].flatMap((type) =>
  ZONES.map((zone) => `<instanceType>${type}</instanceType><location>${zone}</location>`),
);
const instanceType = (name: string) =>
  `<instanceType>${name}</instanceType><processorInfo>${items('supportedArchitectures', name.startsWith('t4g') ? 'arm64' : 'x86_64')}</processorInfo><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>`;

/** By the name of the call, what a preflight and the other functions hear: one VPC in which all is well. */
const REPLIES: Readonly<Record<string, (query: URLSearchParams) => Reply>> = {
  GetServiceQuota: () => json({ Quota: { ServiceCode: 'ec2', Value: 1000 } }),
  DescribeVpcs: () =>
    xml('DescribeVpcs', items('vpcSet', '<vpcId>vpc-0a</vpcId><isDefault>true</isDefault>')),
  DescribeSubnets: () => xml('DescribeSubnets', items('subnetSet', ...ZONES.map(subnet))),
  DescribeRouteTables: () =>
    xml('DescribeRouteTables', items('routeTableSet', `<routeTableId>rtb-0a</routeTableId>${route}`)),
  DescribeInstanceTypeOfferings: () =>
    xml('DescribeInstanceTypeOfferings', items('instanceTypeOfferingSet', ...offerings)),
  DescribeInstanceTypes: (query) =>
    xml('DescribeInstanceTypes', items('instanceTypeSet', instanceType(query.get('InstanceType.1') ?? ''))),
  GetEbsDefaultKmsKeyId: () => xml('GetEbsDefaultKmsKeyId', '<kmsKeyId>alias/aws/ebs</kmsKeyId>'),
  SuspendProcesses: () => xml('SuspendProcesses'),
};

/** Parameter Store in memory, as far as a registration and a peer of it need it. */
function parameterStore() {
  const stored = new Map<string, { value: string; version: number }>();
  return {
    /** Puts these in the place of everything that was there. */
    reset(values: readonly string[] = []) {
      stored.clear();
      for (const value of values) stored.set(value, { value, version: 1 });
    },
    reply(action: string, { Name = '', Value = '', Overwrite }: Readonly<Record<string, string>>): Reply {
      const found = stored.get(Name);
      if (action === 'PutParameter') {
        if (found && !Overwrite) return json({ __type: 'ParameterAlreadyExists' }, 400);
        const version = (found?.version ?? 0) + 1;
        stored.set(Name, { value: Value, version });
        return json({ Version: version, Tier: 'Standard' });
      }
      if (!found) return json({ __type: 'ParameterNotFound' }, 400);
      return json({ Parameter: { Name, Type: 'SecureString', Value: found.value, Version: found.version } });
    },
  };
}

export type Aws = Awaited<ReturnType<typeof startAws>>;

/** A stand-in over TLS, quick enough to be left out of what is measured: AWS's APIs, a user's function, GitHub for a peer. */
export async function startAws(certificate: Certificate) {
  const parameters = parameterStore();
  const listener: RequestListener = async (request, response) => {
    const { status, type, body } = reply(request, await bodyOf(request));
    response.writeHead(status, { 'content-type': type }).end(body);
  };
  const { url: endpoint, stop } = await serve(listener, { certificate });
  const { host } = new URL(endpoint);

  function reply({ url = '', headers }: IncomingMessage, body: string): Reply {
    const [service = '', action = ''] = String(headers['x-amz-target'] ?? '').split('.');
    if (service === 'AmazonSSM') return parameters.reply(action, JSON.parse(body));
    // What cdk-github-runners looks for in its secret: where GitHub is, and a personal access token.
    if (service === 'secretsmanager')
      return json({
        SecretString: JSON.stringify({ domain: host, appId: '', personalAuthToken: 'ghp_0123456789' }),
      });
    if (url.endsWith('/registration-token'))
      return json({ token: 'AABF3J', expires_at: '2030-01-01T00:00:00Z' }, 201);
    if (url.includes('/functions/')) return json(dataOf(body));
    const query = new URLSearchParams(body);
    const name = action || (query.get('Action') ?? '');
    return (
      REPLIES[name]?.(query) ?? json({ __type: 'UnknownOperationException', message: `${name} ${url}` }, 400)
    );
  }

  return {
    endpoint,
    parameters,
    stop,
  };
}

/** What a user's own function behind CDK's provider framework returns: the text that the event asks for. */
function dataOf(body: string) {
  const { ResourceProperties } = JSON.parse(body);
  return { PhysicalResourceId: 'resource', Data: { Text: ResourceProperties.Text ?? '' } };
}
