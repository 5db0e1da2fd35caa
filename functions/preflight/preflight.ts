import type { Request, Resource, Stack } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import type { Tag } from '../shared/tags.ts';
import { type Facts, runChecks } from './checks/run.ts';
import type { Places } from './checks/zones.ts';
import { managerImage, rootDevice, workerImage } from './images.ts';
import type { Account } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';
import { repositoriesOf } from './registries.ts';
import { fitting, type Report, startReport } from './report.ts';
import { FAILURES } from './sentences.ts';
import { certificateForWorkers } from './worker-certificate.ts';

export interface Data {
  VpcId: string;
  /** Its IPv4 blocks, separated by commas: no proxy leads there. */
  VpcCidrBlocks: string;
  /** The manager's. */
  ManagerSubnetIds: string;
  /** The workers'. */
  SubnetIds: string;
  /** The zone of each of the workers' subnets, in their order. */
  Zones: string;
  ManagerArchitecture: string;
  WorkerArchitecture: string;
  ManagerImage: string;
  WorkerImage: string;
  WorkerRootDevice: string;
  /** The private CA's, where docker-autoscaler's workers are to have it from a parameter. */
  CaCertificate: string;
  /** ARNs of all repositories of EcrRegistries, separated by commas. */
  EcrRepositories: string;
  /** ResourceTags, numbered from 1, as CloudFormation cannot take a list apart into tags; none where there are fewer. */
  [tag: `TagKey${number}` | `TagValue${number}`]: string;
  Warnings: string;
}

export interface Outside {
  /** The account as one invocation sees it, until the signal aborts; what may pass is waited for so many milliseconds. */
  account(signal: AbortSignal, retryFor: number): Account;
}

/** Custom::Preflight: looks before anything costs money, and returns what the template needs to know. */
export function preflight(outside: Outside): Resource<Properties, Data> {
  return {
    parse: parseProperties,
    identify: (_properties, stack) => identity(stack),
    identifyInvalid: identity,
    ensure: (request) => ensure(request, outside),
    // It only looked.
    remove: async () => {},
  };
}

const identity = ({ guid, logicalId }: Stack) => `preflight-${guid}-${logicalId}`;

async function ensure(
  { properties, previousId, stack, time, warn }: Request<Properties>,
  { account }: Outside,
): Promise<Data> {
  const { report, verdict } = startReport();
  const facts = await runChecks(properties, (retryFor) => account(time.work, retryFor), report, time.work);
  const data = dataOf(facts, properties, stack, report);
  const { errors, warnings } = verdict(previousId === undefined);
  for (const warning of warnings) warn(warning);
  if (!data || errors.length > 0)
    throw new OperatorError(say(FAILURES.refused, { findings: errors.join(' ') }));
  return { ...data, Warnings: fitting(warnings, MOST_BYTES - Buffer.byteLength(JSON.stringify(data))) };
}

// CloudFormation takes 4096 bytes; the response's ids and names come to less than 600.
const MOST_BYTES = 3_400;
/** For warnings, which are in the log, too. */
const LEAST_FOR_WARNINGS = 200;

function dataOf(
  { network, places, manager, workers, ...facts }: Facts,
  properties: Properties,
  stack: Stack,
  report: Report,
) {
  if (!network || !places || !manager || !workers) return undefined;
  const idsOf = (subnets: Places['workers']) => subnets.map(({ id }) => id).join(',');
  const data = {
    VpcId: network.vpcId,
    VpcCidrBlocks: network.cidrBlocks.join(','),
    ManagerSubnetIds: idsOf(places.manager),
    SubnetIds: idsOf(places.workers),
    Zones: places.workers.map(({ zone }) => zone).join(','),
    ManagerArchitecture: manager.architecture,
    WorkerArchitecture: workers.architecture,
    ManagerImage: managerImage(manager.architecture),
    WorkerImage: workerImage(properties, workers.architecture),
    WorkerRootDevice: facts.image?.rootDevice || rootDevice(properties),
    EcrRepositories: repositoriesOf(properties.registries, stack.id),
    ...numbered(properties.tags),
  };
  const most = MOST_BYTES - LEAST_FOR_WARNINGS - Buffer.byteLength(JSON.stringify(data));
  return { ...data, CaCertificate: certificateForWorkers(facts.caCertificate, properties, most, report) };
}

export const numbered = (tags: readonly Tag[]): Record<`TagKey${number}` | `TagValue${number}`, string> =>
  Object.assign(
    {},
    ...tags.map(({ Key, Value }, index) => ({
      [`TagKey${index + 1}`]: Key,
      [`TagValue${index + 1}`]: Value,
    })),
  );
