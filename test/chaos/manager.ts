import type { Account } from './account.ts';
import { type Configured, type Machine, readConfiguration } from './configured.ts';
import { isMissingKnowingly } from './history.ts';
import type { Random } from './random.ts';

/** How long it does nothing at most, in milliseconds: less than a group's workers take to end, at times. */
const LONGEST_PAUSE = 240_000;

/** The manager, as far as it starts workers and they fill the cache; by what config.toml said when it last read it. */
export function managerIn(account: Account, random: Random) {
  let configured: Configured | undefined;
  /** Why it could not work, if that ever happened. */
  let trouble: unknown;
  const { workers, buckets, store, warnings, clock, removedBuckets } = account;
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const grow = (name: string) => {
    const group = workers.groups.get(name);
    if (!group) throw new Error(`The manager's group ${name} is gone.`);
    group.desired = Math.min(group.max, group.desired + upTo(2));
    workers.balance(name);
  };
  /** Jobs that have begun still have addresses that were signed for earlier buckets. */
  const signed = new Set<string>();
  const fill = (bucket: string) => {
    for (const earlier of signed) if (buckets.buckets.has(earlier)) buckets.put(earlier, 'project/late.zip');
    if (removedBuckets.has(bucket)) return;
    if (!buckets.buckets.has(bucket) && isMissingKnowingly(bucket, warnings)) return;
    signed.add(bucket);
    for (let count = upTo(2); count > 0; count--) buckets.put(bucket, `project/${upTo(9)}/cache.zip`);
    if (random() < 0.2) buckets.begin(bucket, 'project/large.zip');
  };
  const work = () => {
    if (!configured) return;
    const { bucket, group, machine } = configured;
    if (group !== undefined) grow(group);
    if (machine) runMachines(machine, account, random);
    fill(bucket);
  };
  const workLater = () => void clock.at(clock.now() + random() * LONGEST_PAUSE, workNow);
  const workNow = () => {
    try {
      work();
    } catch (error) {
      trouble ??= error;
    }
    workLater();
  };
  workLater();
  return {
    /** Throws when it finds no runner; what it makes of one that hands have taken away is tested in test/local. */
    boot({ Registration, Configuration }: Readonly<Record<string, string>>) {
      const registration = store.parameters.get(Registration ?? '')?.value ?? '{}';
      if (!account.touched && JSON.parse(registration).state !== 'registered')
        throw new Error('The runner is not registered.');
      configured = readConfiguration(store.parameters.get(Configuration ?? '')?.value ?? '');
      workNow();
    },
    drain() {
      configured = undefined;
    },
    /** Throws when something that it needed was gone. */
    expectNoTrouble() {
      if (trouble) throw trouble;
    },
  };
}

export type Manager = ReturnType<typeof managerIn>;

/** As docker-machine does: a key pair, then an instance or a request for one; a spot instance is tagged once it runs, if nothing goes wrong. */
function runMachines({ name, securityGroup, tags, isSpot }: Machine, account: Account, random: Random): void {
  const { workers, securityGroups } = account;
  const id = securityGroups.get(securityGroup);
  if (!id) throw new Error(`The manager's security group ${securityGroup} is gone.`);
  for (const one of workers.ec2.living())
    if (one.keyName.includes(name.replace('%s', '')) && random() < 0.5) workers.ec2.tag(one.id, tags);
  for (let count = Math.floor(random() * 3); count > 0; count--) {
    const keyName = `runner-abcdefghi-${name.replace('%s', String(Math.floor(random() * 1e9)))}`;
    workers.keyNames.add(keyName);
    if (random() < 0.1) continue;
    if (isSpot) workers.spot.request(keyName, id, random() * 60_000);
    else workers.ec2.launch({ keyName, securityGroupIds: [id], tags: random() < 0.8 ? tags : {} });
  }
}
