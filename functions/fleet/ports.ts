/** Auto Scaling's own tag on the instances of a group. */
export const GROUP_TAG = 'aws:autoscaling:groupName';

/** An EC2 instance that is not terminated. */
export interface Instance {
  readonly id: string;
  /** EC2's word: pending, running, shutting-down, stopping or stopped. */
  readonly state: string;
  readonly keyName: string;
  readonly securityGroupIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly launchedAt: Date;
}

export interface Instances {
  /** Those with the tag, whatever else they are. */
  tagged(key: string, value: string, signal: AbortSignal): Promise<readonly Instance[]>;
  inSecurityGroup(id: string, signal: AbortSignal): Promise<readonly Instance[]>;
  /** Those that have gone in the meantime count as terminated. */
  terminate(ids: readonly string[], signal: AbortSignal): Promise<void>;
}

export interface Member {
  readonly id: string;
  /** Auto Scaling's word: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html */
  readonly state: string;
  readonly isProtected: boolean;
}

/** An Auto Scaling group. */
export interface Group {
  /** Undefined when there is no such group. */
  members(signal: AbortSignal): Promise<readonly Member[] | undefined>;
  suspendRebalancing(signal: AbortSignal): Promise<void>;
  /** Sets its size to zero for good and launches nothing protected any more. One that is gone, or going, is as small. */
  shrinkToNothing(signal: AbortSignal): Promise<void>;
  /** Takes the protection from scale-in off; what has left the group has none. */
  unprotect(ids: readonly string[], signal: AbortSignal): Promise<void>;
}

export interface SpotRequest {
  readonly id: string;
  readonly keyName: string;
  /** Empty while there is none. */
  readonly instanceId: string;
}

export interface SpotRequests {
  /** Those that have, or may still get, an instance. */
  alive(signal: AbortSignal): Promise<readonly SpotRequest[]>;
  cancel(ids: readonly string[], signal: AbortSignal): Promise<void>;
}

export interface KeyPairs {
  /** The names that contain the text. */
  named(part: string, signal: AbortSignal): Promise<readonly string[]>;
  remove(names: readonly string[], signal: AbortSignal): Promise<void>;
}

export interface Outside {
  group(name: string): Group;
  readonly instances: Instances;
  readonly spotRequests: SpotRequests;
  readonly keyPairs: KeyPairs;
}
