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
  readonly internetRoute: string | undefined;
  /** Whether any route leads to public addresses, as 0.0.0.0/1 to a firewall does: it may be the way to the internet. */
  readonly leadsElsewhere: boolean;
}

export interface InstanceType {
  readonly name: string;
  /** EC2's names for what it can run. */
  readonly architectures: readonly string[];
  readonly vCpus: number;
}

export interface Image {
  /** EC2's name for what it runs on. */
  readonly architecture: string;
  /** Such as `/dev/xvda`. */
  readonly rootDevice: string;
  /** The least size of its root volume. */
  readonly gib: number;
}

export interface Parameter {
  readonly text: string;
  /** `text` or `aws:ec2:image`. */
  readonly type: string;
}

export interface Bucket {
  readonly region: string;
  readonly isHere: boolean;
}

/** What the account's region has. Nothing found is a result; a call without a response is an AwsError or an OutOfTime. */
export interface Account {
  defaultVpc(): Promise<string | undefined>;
  hasVpc(id: string): Promise<boolean>;
  /** The IPv4 blocks of a VPC. */
  cidrBlocks(vpcId: string): Promise<string[]>;
  /** Those of the ids that exist, in any order. */
  subnets(ids: readonly string[]): Promise<Subnet[]>;
  /** The VPC's default subnets, one a zone, in any order. */
  defaultSubnets(vpcId: string): Promise<Subnet[]>;
  /** Undefined when the region has no such type. */
  instanceType(name: string): Promise<InstanceType | undefined>;
  /** Those that the account can see: not always the ones of a VPC that another shares. */
  routeTables(vpcId: string): Promise<RouteTable[]>;
  /** Undefined when there is none that the account may use. */
  image(id: string): Promise<Image | undefined>;
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
  /** An SSM parameter; of a SecureString the ciphertext. */
  parameter(name: string): Promise<Parameter | undefined>;
}
