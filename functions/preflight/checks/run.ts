import type { Account } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import { findAuthority } from './ca-certificate.ts';
import { checkCacheBucket } from './cache-bucket.ts';
import { checkVolumeKey } from './ebs-key.ts';
import { checkGitLab } from './gitlab.ts';
import { findInstances, type Instances } from './instance-types.ts';
import { checkWayOut } from './internet-route.ts';
import { findNetwork, type Network } from './network.ts';
import { checkOfferings } from './offerings.ts';
import { checkQuotas } from './quotas.ts';
import { checkSpotRole } from './spot-role.ts';
import { find, tryTo } from './unanswered.ts';

export interface Facts {
  readonly network: Network | undefined;
  readonly manager: Instances | undefined;
  readonly workers: Instances | undefined;
}

/** For how long a refusal, or an AWS that is busy, is waited for, in milliseconds: a new role's permissions take seconds to arrive. */
const PATIENCE = { needed: 45_000, useful: 10_000 };

/**
 * Looks at everything. First at what there is no answer without; by then a new role's permissions have arrived. A
 * check that needs what was not found is left out.
 */
export async function look(
  properties: Properties,
  account: (patience: number) => Account,
  report: Report,
  signal: AbortSignal,
): Promise<Facts> {
  const { managerInstanceType, workerInstanceTypes, cacheBucketName, gitLabUrl: url } = properties;
  const needed = account(PATIENCE.needed);
  const instances = (parameter: string, names: readonly string[]) =>
    find(findInstances(needed, parameter, names, report), report);
  const [network, manager, workers] = await Promise.all([
    find(findNetwork(needed, properties, report), report),
    instances('ManagerInstanceType', [managerInstanceType]),
    instances('WorkerInstanceTypes', workerInstanceTypes),
  ]);
  const useful = account(PATIENCE.useful);
  const askGitLab = async () => {
    const authority = await findAuthority(useful, properties.authority, report);
    if (authority !== undefined) await checkGitLab({ url, authority, signal }, properties, report);
  };
  const checks = {
    "the subnets' way to the internet": network && checkWayOut(useful, properties, network, report),
    'where the types are offered': network && checkOfferings(useful, properties, network, report),
    'the vCPU quota': checkQuotas(useful, properties, manager, workers, report),
    'the role for spot instances': checkSpotRole(useful, properties, report),
    'the bucket of the cache': checkCacheBucket(useful, cacheBucketName, report),
    'the key of new volumes': checkVolumeKey(useful, report),
    GitLab: askGitLab(),
  };
  await Promise.all(Object.entries(checks).map(([what, check]) => tryTo(what, check, report)));
  return { network, manager, workers };
}
