import {
  CreateSubnetCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { awsAccount } from '../../functions/preflight/aws/account.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { startProxy } from '../lib/aws-proxy.ts';
import { answering, authority, GITLAB, serve } from '../lib/https-server.ts';
import { requestFor } from '../lib/request.ts';
import { SAMPLE } from '../lib/samples/preflight.ts';
import { openDefaultVpc } from '../local/stand-ins/default-vpc.ts';
import { startMoto } from '../local/stand-ins/moto.ts';
import { measured, type Point } from './growth-point.ts';

const SUBNETS = [1, 2, 4, 8, 16];
const TYPES = ['m7i.large', 'm6i.large', 'm5.large', 'm5a.large'];
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

export interface Looks {
  readonly subnets: readonly Point[];
  readonly types: readonly Point[];
}

/** Custom::Preflight, by the real function over the real SDK, with so many subnets and so many types in moto. */
export async function looksOfPreflight(progress: (line: string) => void): Promise<Looks> {
  const [moto, gitLab] = await Promise.all([startMoto(), serve(answering(GITLAB))]);
  const proxy = await startProxy(moto.endpoint);
  // The function makes its clients itself, from its environment.
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: proxy.endpoint });
  try {
    const subnets = await withSubnets(Math.max(...SUBNETS));
    const look = (size: number, chosen: readonly string[], types: readonly string[]) => {
      progress(`Preflight of ${chosen.length} subnets and ${types.length} types`);
      const given = { GitLabUrl: gitLab.url, GitLabCaCertificate: authority.cert };
      const network = { SubnetIds: chosen, WorkerInstanceTypes: types.join(','), AssignPublicIp: 'true' };
      return measured(proxy, size, () => ensure({ ...SAMPLE, ...given, ...network }));
    };
    // The first takes longer: everything is loaded and connected.
    await look(1, subnets.slice(0, 1), TYPES.slice(0, 1));
    const points = { subnets: [] as Point[], types: [] as Point[] };
    for (const size of SUBNETS)
      points.subnets.push(await look(size, subnets.slice(0, size), TYPES.slice(0, 1)));
    for (const size of TYPES.keys())
      points.types.push(await look(size + 1, subnets.slice(0, 2), TYPES.slice(0, size + 1)));
    return points;
  } finally {
    proxy.stop();
    gitLab.stop();
    await moto.stop();
  }
}

function ensure(properties: Readonly<Record<string, unknown>>) {
  const resource = preflight({
    account: (signal) => awsAccount(new EC2Client(), signal),
  });
  return resource.ensure(requestFor(resource.parse(properties)));
}

/** The default VPC's subnets, and as many more as are needed. */
async function withSubnets(count: number): Promise<string[]> {
  await openDefaultVpc();
  const ec2 = new EC2Client();
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const ids = Subnets.flatMap(({ SubnetId }) => SubnetId ?? []);
  for (let index = 0; ids.length < count; index++) {
    const place = { VpcId: Vpcs?.[0]?.VpcId, CidrBlock: `172.31.${128 + index}.0/24` };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(place));
    ids.push(Subnet?.SubnetId ?? '');
  }
  return ids;
}
