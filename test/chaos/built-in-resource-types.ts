import type { Event } from '../support/cloudformation/transport.ts';
import type { Account } from './account.ts';

type Properties = Event['ResourceProperties'];
type Attributes = Readonly<Record<string, string>>;

export interface BuiltIn {
  /** Create, and an Update that replaces. */
  make(properties: Properties, stackId: string): { readonly id: string; readonly data?: Attributes };
  /** An Update in place; without it every Update is left to `make`. */
  change?(id: string, properties: Properties): Attributes;
  /** Throws when it could not be deleted. */
  remove(id: string): void;
}

export const securityGroup = ({ workers, securityGroups }: Account, next: () => string): BuiltIn => ({
  make({ GroupName }) {
    const id = `sg-${next()}`;
    securityGroups.set(GroupName, id);
    return { id, data: { GroupId: id } };
  },
  change: (id) => ({ GroupId: id }),
  remove(id) {
    const isUsed = workers.ec2.living().some(({ securityGroupIds }) => securityGroupIds.includes(id));
    if (isUsed) throw new Error(`${id} has a dependent object.`);
    for (const [name, other] of securityGroups) if (other === id) securityGroups.delete(name);
  },
});

export function tokenKey({ unusableKeys }: Account, next: () => string): BuiltIn {
  const arnOf = (id: string) => `arn:aws:kms:eu-central-1:123456789012:key/${id}`;
  return {
    make() {
      const id = `key-${next()}`;
      return { id, data: { Arn: arnOf(id) } };
    },
    change: (id) => ({ Arn: arnOf(id) }),
    remove: (id) => void unusableKeys.add(arnOf(id)),
  };
}

/** RetainExceptOnCreate: only a rollback of the operation that made it removes it. */
export function cacheBucket({ buckets }: Account, next: () => string, operation: () => number): BuiltIn {
  const madeIn = new Map<string, number>();
  return {
    make() {
      const id = `ci-cachebucket-${next()}`;
      buckets.make(id);
      madeIn.set(id, operation());
      return { id };
    },
    change: () => ({}),
    remove(id) {
      if (madeIn.get(id) === operation() && !buckets.removeEmpty(id)) throw new Error(`${id} is not empty.`);
    },
  };
}

export function workerGroup({ workers, clock }: Account, next: () => string): BuiltIn {
  const { groups, balance, membersOf } = workers;
  return {
    make({ MaxSize }, stackId) {
      const id = `ci-WorkerGroup-${next()}`;
      const tags = { 'gitlab-runner-stack': stackId };
      groups.set(id, { max: Number(MaxSize), desired: 0, protectsNew: true, suspended: new Set(), tags });
      return { id };
    },
    change(id, { MaxSize }) {
      const group = groups.get(id);
      const max = Number(MaxSize);
      if (group) Object.assign(group, { max, desired: Math.min(group.desired, max) });
      return {};
    },
    // It waits for the instances, and in vain for protected ones.
    remove(id) {
      Object.assign(groups.get(id) ?? {}, { max: 0, desired: 0 });
      balance(id);
      if (membersOf(id).length > 0) clock.pass(120_000);
      const left = membersOf(id);
      if (left.length > 0) throw new Error(`${id} still has ${left.length} protected instances.`);
      groups.delete(id);
    },
  };
}
