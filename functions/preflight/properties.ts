import { OperatorError } from '../custom-resource/errors.ts';

export interface Properties {
  /** Empty: the default VPC. */
  readonly vpcId: string;
  /** Empty: the VPC's default subnets. */
  readonly subnetIds: readonly string[];
  readonly managerInstanceType: string;
  readonly workerInstanceTypes: readonly string[];
  /** Empty, an AMI's id, or the name of an SSM parameter. */
  readonly workerImageId: string;
}

const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const IMAGE = /^(|ami-[0-9a-f]{8,17}|\/[\w./-]+)$/;

/** Reads Custom::Preflight's properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const properties: Properties = {
    vpcId: text('VpcId'),
    subnetIds: unique(Array.isArray(raw.SubnetIds) ? raw.SubnetIds : text('SubnetIds').split(',')),
    managerInstanceType: text('ManagerInstanceType'),
    workerInstanceTypes: unique(text('WorkerInstanceTypes').split(',')),
    workerImageId: text('WorkerImageId'),
  };
  const faults = faultsOf(properties);
  if (faults.length > 0) throw new OperatorError(`The parameters cannot work: ${faults.join('; ')}.`);
  return properties;
}

// CloudFormation hands on an empty CommaDelimitedList as one empty string.
function unique(names: readonly unknown[]): string[] {
  const trimmed = names.filter((name) => typeof name === 'string').map((name) => name.trim());
  return [...new Set(trimmed)].filter((name) => name !== '').sort();
}

function faultsOf(properties: Properties): string[] {
  const { vpcId, subnetIds, managerInstanceType, workerInstanceTypes, workerImageId } = properties;
  const faults = [];
  if (!/^(|vpc-[0-9a-f]+)$/.test(vpcId)) faults.push('VpcId must be empty or like vpc-0123456789abcdef0');
  if (!subnetIds.every((id) => /^subnet-[0-9a-f]+$/.test(id)))
    faults.push('SubnetIds must be empty or like subnet-0123456789abcdef0');
  if (!INSTANCE_TYPE.test(managerInstanceType)) faults.push('ManagerInstanceType must be like t4g.micro');
  if (workerInstanceTypes.length < 1 || workerInstanceTypes.length > 4)
    faults.push('WorkerInstanceTypes must be one to four types');
  if (!workerInstanceTypes.every((type) => INSTANCE_TYPE.test(type)))
    faults.push('WorkerInstanceTypes must be like m7g.large,m6g.large');
  if (!IMAGE.test(workerImageId))
    faults.push("WorkerImageId must be empty, an AMI's id or an SSM parameter's name that starts with /");
  return faults;
}
