import { AwsError, DENIED, OutOfTime } from '../../aws/errors.ts';
import { mayPass } from '../../https/failure.ts';
import type { Account, Image } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import { findCaCertificate } from './ca-certificate.ts';
import { checkCacheBucket } from './cache-bucket.ts';
import { checkDockerPools } from './docker-pools.ts';
import { checkVolumeKey } from './ebs-key.ts';
import { checkGitLab } from './gitlab.ts';
import { findInstances, type Instances } from './instance-types.ts';
import { checkInternetRoute } from './internet-route.ts';
import { findNetwork, type Network } from './network.ts';
import { findOwnImage } from './own-image.ts';
import { checkQuotas } from './quotas.ts';
import { checkServiceRoles } from './service-roles.ts';
import { everywhere, findPlaces, type Places } from './zones.ts';

export interface Facts {
  readonly network: Network | undefined;
  readonly places: Places | undefined;
  readonly manager: Instances | undefined;
  readonly workers: Instances | undefined;
  /** The user's own image for the workers. */
  readonly image: Image | undefined;
  /** The private CA's PEM; empty without one. */
  readonly caCertificate: string | undefined;
}

/** For how long a refusal, or an AWS that is busy, is tried again, in milliseconds: a new role's permissions take seconds to arrive. */
const RETRY_FOR = { needed: 45_000, useful: 10_000 };

/**
 * Looks at everything. First at what the response cannot do without; by then a new role's permissions have arrived. A
 * check that needs what was not found is left out.
 */
export async function runChecks(
  properties: Properties,
  account: (retryFor: number) => Account,
  report: Report,
  signal: AbortSignal,
): Promise<Facts> {
  const { managerInstanceType, workerInstanceTypes, cacheBucketName, gitLabUrl: url } = properties;
  const needed = account(RETRY_FOR.needed);
  const instances = (parameter: string, names: readonly string[]) =>
    required(findInstances(needed, parameter, names, report), report);
  const [network, manager, workers] = await Promise.all([
    required(findNetwork(needed, properties, report), report),
    instances('ManagerInstanceType', [managerInstanceType]),
    instances('WorkerInstanceTypes', workerInstanceTypes),
  ]);
  if (network) checkDockerPools(network.cidrBlocks, report);
  const useful = account(RETRY_FOR.useful);
  const image = optional(
    'the image of the workers',
    findOwnImage(useful, properties, workers, report),
    report,
  );
  const certificate = optional(
    'GitLab and its CA certificate',
    findCaCertificate(useful, properties.caCertificate, report),
    report,
  );
  const askGitLab = async () => {
    const caCertificate = await certificate;
    if (caCertificate !== undefined) await checkGitLab({ url, caCertificate, signal }, properties, report);
  };
  const places =
    network &&
    optional('where the types are offered', findPlaces(useful, properties, network, report), report).then(
      (found) => found ?? everywhere(network),
    );
  const checkRoutes = async ({ vpcId, subnets }: Network) => {
    const { manager: its, workers: theirs } = (await places) ?? everywhere({ subnets });
    const used = subnets.filter((subnet) => its.includes(subnet) || theirs.includes(subnet));
    await checkInternetRoute(useful, properties, { vpcId, subnets: used }, report);
  };
  const checks = {
    "the subnets' way to the internet": network && checkRoutes(network),
    'the vCPU quota': checkQuotas(useful, properties, manager, workers, report),
    'the service-linked roles': checkServiceRoles(useful, properties, report),
    'the bucket of the cache': checkCacheBucket(useful, cacheBucketName, report),
    'the key of new volumes': checkVolumeKey(useful, report),
    GitLab: askGitLab(),
  };
  await Promise.all(Object.entries(checks).map(([what, check]) => optional(what, check, report)));
  return {
    ...{ network, places: await places, manager, workers },
    ...{ image: await image, caCertificate: await certificate },
  };
}

// A call without a response is a finding like others: it must not hide them.

/** Awaits a fact that the response cannot do without; reports the failure and returns undefined when AWS does not say it. */
async function required<T>(found: Promise<T>, report: Report): Promise<T | undefined> {
  return found.catch((failure: unknown) => {
    const { action, code: error } = noResponse(failure);
    report(`call-${kindOf(error)}`, { action, error });
    return undefined;
  });
}

/** Awaits what can be done without; what could not be seen is reported, and undefined. */
async function optional<T>(
  what: string,
  found: Promise<T> | undefined,
  report: Report,
): Promise<T | undefined> {
  return found?.catch((failure: unknown) => {
    const { action, code: error } = noResponse(failure);
    report('unseen', { what, action, error });
    return undefined;
  });
}

function noResponse(failure: unknown): AwsError | OutOfTime {
  if (failure instanceof AwsError || failure instanceof OutOfTime) return failure;
  throw failure;
}

function kindOf(code: string): 'denied' | 'no-response' | 'failed' {
  if (DENIED.test(code)) return 'denied';
  return mayPass(code) || /abort|timeout|ENOTFOUND/i.test(code) ? 'no-response' : 'failed';
}
