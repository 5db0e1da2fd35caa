import { findAuthority } from './authority.ts';
import { checkCacheBucket } from './cache-bucket.ts';
import { checkGitLab } from './gitlab.ts';
import { findInstances, type Instances } from './instance-types.ts';
import { findNetwork, type Network } from './network.ts';
import { checkOfferings } from './offerings.ts';
import { type Account, CallError } from './ports.ts';
import type { Properties } from './properties.ts';
import { checkQuotas } from './quotas.ts';
import type { Report } from './report.ts';
import { checkSpotRole } from './spot-role.ts';
import { checkVolumeKey } from './volume-key.ts';
import { checkWayOut } from './way-out.ts';

export interface Facts {
  readonly network: Network | undefined;
  readonly manager: Instances | undefined;
  readonly workers: Instances | undefined;
}

/** Looks at everything at once. A check that needs another's answer is left out when that has none. */
export async function look(
  properties: Properties,
  account: Account,
  report: Report,
  signal: AbortSignal,
): Promise<Facts> {
  const { managerInstanceType, workerInstanceTypes, cacheBucketName, gitLabUrl: url } = properties;
  const instances = (parameter: string, names: readonly string[]) =>
    reportingCalls(parameter, findInstances(account, parameter, names, report), report);
  const network = reportingCalls('the network', findNetwork(account, properties, report), report);
  const manager = instances('ManagerInstanceType', [managerInstanceType]);
  const workers = instances('WorkerInstanceTypes', workerInstanceTypes);
  const both = manager.then(async (one) => [one, await workers] as const);
  const authority = findAuthority(account, properties.authority, report);
  const checks = {
    "the subnets' way to the internet": after(network, (it) => checkWayOut(account, properties, it, report)),
    'where the types are offered': after(network, (it) => checkOfferings(account, properties, it, report)),
    'the vCPU quota': after(both, ([one, others]) => checkQuotas(account, properties, one, others, report)),
    'the role for spot instances': checkSpotRole(account, properties, report),
    'the bucket of the cache': checkCacheBucket(account, cacheBucketName, report),
    'the key of new volumes': checkVolumeKey(account, report),
    GitLab: after(authority, (it) => checkGitLab({ url, authority: it, signal }, properties, report)),
  };
  await Promise.all(Object.entries(checks).map(([what, check]) => reportingCalls(what, check, report)));
  return { network: await network, manager: await manager, workers: await workers };
}

async function after<T>(found: Promise<T | undefined>, next: (value: T) => Promise<void>): Promise<void> {
  const value = await found;
  if (value !== undefined) await next(value);
}

/** What AWS did not answer is a finding like others: it must not hide them. */
async function reportingCalls<T>(what: string, found: Promise<T>, report: Report): Promise<T | undefined> {
  try {
    return await found;
  } catch (failure) {
    if (!(failure instanceof CallError)) throw failure;
    const { action, code: error, kind, isRequired } = failure;
    if (isRequired) report(`call-${kind}`, { action, error });
    else report('unseen', { what, action, error });
    return undefined;
  }
}
