export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  /** Whether an instance gets a public address unless it is asked otherwise. */
  readonly mapsPublicIp: boolean;
}

export interface RouteTable {
  /** The table of those of the VPC's subnets that name none. */
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  /** Id of what takes the traffic to the internet; undefined when nothing that works does. */
  readonly wayOut: string | undefined;
}

export interface InstanceType {
  readonly name: string;
  /** EC2's names for what it can run. */
  readonly architectures: readonly string[];
  readonly vCpus: number;
}

export interface Bucket {
  readonly region: string;
  readonly isHere: boolean;
}

/**
 * What the account's region has. Nothing found is an answer, not an error; what may not be seen is a CallError,
 * and only the first five are needed for an answer.
 */
export interface Account {
  defaultVpc(): Promise<string | undefined>;
  hasVpc(id: string): Promise<boolean>;
  /** Those of the ids that exist, in any order. */
  subnets(ids: readonly string[]): Promise<Subnet[]>;
  /** The VPC's default subnets, one a zone, in any order. */
  defaultSubnets(vpcId: string): Promise<Subnet[]>;
  /** Undefined when the region has no such type. */
  instanceType(name: string): Promise<InstanceType | undefined>;
  routeTables(vpcId: string): Promise<RouteTable[]>;
  /** Which of the types are offered in which of the zones. */
  offerings(
    types: readonly string[],
    zones: readonly string[],
  ): Promise<Array<{ readonly type: string; readonly zone: string }>>;
  /** ARN of the key that new volumes are encrypted with; undefined for AWS's own. */
  volumeKey(): Promise<string | undefined>;
  /** The principals to whom the key's use is granted. */
  keyGrantees(keyArn: string): Promise<readonly string[]>;
  /** The key's policy, as JSON. */
  keyPolicy(keyArn: string): Promise<string>;
  /** The value of a quota of EC2, by its code. */
  quota(code: string): Promise<number>;
  hasRole(name: string): Promise<boolean>;
  bucket(name: string): Promise<Bucket | undefined>;
  /** The text of an SSM parameter. */
  parameter(name: string): Promise<string | undefined>;
}

/** AWS refused a call or did not answer it. */
export class CallError extends Error {
  override name = 'CallError';
  /** As IAM names it. */
  readonly action: string;
  readonly code: string;
  readonly kind: 'denied' | 'unanswered' | 'failed';
  /** Whether there is no answer without it. */
  readonly isRequired: boolean;
  constructor(
    action: string,
    code: string,
    { kind, isRequired, cause }: Pick<CallError, 'kind' | 'isRequired' | 'cause'>,
  ) {
    super(`${action} failed with ${code}`, { cause });
    this.action = action;
    this.code = code;
    this.kind = kind;
    this.isRequired = isRequired;
  }
}
