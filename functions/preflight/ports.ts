export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
}

/** What the account's region has. Nothing found is an answer, not an error. */
export interface Region {
  defaultVpc(signal: AbortSignal): Promise<string | undefined>;
  hasVpc(id: string, signal: AbortSignal): Promise<boolean>;
  /** Those of the ids that exist. */
  subnets(ids: readonly string[], signal: AbortSignal): Promise<Subnet[]>;
  /** The VPC's default subnets, one a zone. */
  defaultSubnets(vpcId: string, signal: AbortSignal): Promise<Subnet[]>;
  /** EC2's names for what the type can run; undefined when the region has no such type. */
  architectures(instanceType: string, signal: AbortSignal): Promise<readonly string[] | undefined>;
}
