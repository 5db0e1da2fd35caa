import { CreateSubnetCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { awsAccount } from '../../functions/preflight/aws/account.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { certificateAuthority } from '../lib/certificates.ts';
import { openDefaultVpc } from '../local/stand-ins/default-vpc.ts';
import { startGitLab } from '../local/stand-ins/gitlab/gitlab.ts';
import { startMoto } from '../local/stand-ins/moto.ts';
import { measured, type Point } from './calls.ts';
import { propertiesSent, requestFor } from './sent.ts';

const SUBNETS = [1, 4, 16];
const TYPES = ['m7i.large', 'm6i.large', 'm5.large', 'm5a.large'];

export interface Looks {
  readonly subnets: readonly Point[];
  readonly types: readonly Point[];
}

/** Custom::Preflight, by the real function's parts over the real SDK, with so many subnets and so many types in moto. */
export async function looksOfPreflight(progress: (line: string) => void): Promise<Looks> {
  const authority = certificateAuthority();
  const [moto, gitLab] = await Promise.all([
    startMoto(),
    startGitLab({ certificate: authority.issue('localhost') }),
  ]);
  // The function makes its clients itself, from its environment.
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' };
  Object.assign(process.env, keys, { AWS_ENDPOINT_URL: moto.endpoint });
  const ec2 = new EC2Client();
  // What moto fails with a 500 would be asked again and again.
  const unknown = { volumeKey: async () => undefined };
  const resource = preflight({
    account: (signal, patience) => ({ ...awsAccount(ec2, signal, patience), ...unknown }),
  });
  try {
    const subnets = await withSubnets(ec2, Math.max(...SUBNETS));
    const look = async (size: number, SubnetIds: readonly string[], types: readonly string[]) => {
      progress(`preflight of ${SubnetIds.length} subnets and ${types.length} types`);
      const given = { GitLabUrl: gitLab.url, GitLabCaCertificate: authority.cert, AssignPublicIp: 'true' };
      const chosen = { SubnetIds: SubnetIds.join(), WorkerInstanceTypes: types.join() };
      const properties = resource.parse(propertiesSent('Preflight', { ...given, ...chosen }));
      return measured(moto.endpoint, size, () => resource.ensure(requestFor(properties)));
    };
    // The first takes longer: everything is loaded and connected.
    await look(1, subnets.slice(0, 1), TYPES.slice(0, 1));
    const [bySubnets, byTypes]: [Point[], Point[]] = [[], []];
    for (const size of SUBNETS) bySubnets.push(await look(size, subnets.slice(0, size), TYPES.slice(0, 1)));
    for (const size of TYPES.keys())
      byTypes.push(await look(size + 1, subnets.slice(0, 2), TYPES.slice(0, size + 1)));
    return { subnets: bySubnets, types: byTypes };
  } finally {
    await gitLab.stop();
    await moto.stop();
  }
}

/** So many subnets in the default VPC. */
async function withSubnets(ec2: EC2Client, count: number): Promise<string[]> {
  await openDefaultVpc();
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const ids = Array.from({ length: count }, async (_, index) => {
    const place = { VpcId: Vpcs?.[0]?.VpcId, CidrBlock: `172.31.${128 + index}.0/24` };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(place));
    return Subnet?.SubnetId ?? '';
  });
  return Promise.all(ids);
}
