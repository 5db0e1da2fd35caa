import { OperatorError } from '../custom-resource/errors.ts';
import type { Resource, Stack } from '../custom-resource/resource.ts';
import { findArchitecture } from './architecture.ts';
import { managerImage, workerImage } from './images.ts';
import { findNetwork } from './network.ts';
import type { Region } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';

export interface Data {
  VpcId: string;
  SubnetIds: string;
  Zones: string;
  ManagerArchitecture: string;
  WorkerArchitecture: string;
  ManagerImage: string;
  WorkerImage: string;
}

/** Custom::Preflight: looks before anything costs money, and answers what the template needs to know. */
export function preflight(region: Region): Resource<Properties, Data> {
  return {
    parse: parseProperties,
    identify: (_properties, stack) => identity(stack),
    identifyInvalid: identity,
    ensure: ({ properties, time }) => look(region, properties, time.work),
    // It only looked.
    remove: async () => {},
  };
}

const identity = ({ guid, logicalId }: Stack) => `preflight-${guid}-${logicalId}`;

async function look(region: Region, properties: Properties, signal: AbortSignal): Promise<Data> {
  const { managerInstanceType, workerInstanceTypes, workerImageId } = properties;
  // One list a question, so that the faults stand in the same order whichever answer comes first.
  const faults: [string[], string[], string[]] = [[], [], []];
  const [network, manager, worker] = await Promise.all([
    findNetwork(region, properties, faults[0], signal),
    findArchitecture(region, 'ManagerInstanceType', [managerInstanceType], faults[1], signal),
    findArchitecture(region, 'WorkerInstanceTypes', workerInstanceTypes, faults[2], signal),
  ]);
  if (!manager || !worker || faults.flat().length > 0)
    throw new OperatorError(`The stack cannot be built here: ${faults.flat().join('; ')}.`);
  return {
    VpcId: network.vpcId,
    SubnetIds: network.subnetIds.join(','),
    Zones: network.zones.join(','),
    ManagerArchitecture: manager,
    WorkerArchitecture: worker,
    ManagerImage: managerImage(manager),
    WorkerImage: workerImage(workerImageId, worker),
  };
}
