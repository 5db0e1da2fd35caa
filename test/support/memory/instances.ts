import type { Instance } from '../../../functions/fleet/ports.ts';

/** How long EC2 takes, in milliseconds. */
const TO_START = 5_000;
const TO_END = 45_000;

export interface Launched {
  readonly id: string;
  readonly keyName: string;
  readonly securityGroupIds: readonly string[];
  tags: Readonly<Record<string, string>>;
  isProtected: boolean;
  readonly launchedAt: Date;
  readonly runsAt: number;
  /** When it is terminated; undefined while nobody has asked for it. */
  endsAt: number | undefined;
}

/** EC2's instances, which take their time to start and to end. */
export function memoryInstances(now: () => number) {
  const all = new Map<string, Launched>();
  const isThere = ({ endsAt }: Launched) => endsAt === undefined || endsAt > now();
  const living = () => [...all.values()].filter(isThere);
  return {
    /** Those that are not terminated. */
    living,
    knows: (id: string) => all.has(id),
    launch(changes: Partial<Launched> = {}): string {
      const id = `i-${String(all.size + 1).padStart(17, '0')}`;
      const usual = { keyName: '', securityGroupIds: [], tags: {}, isProtected: false, endsAt: undefined };
      all.set(id, { ...usual, launchedAt: new Date(now()), runsAt: now() + TO_START, ...changes, id });
      return id;
    },
    end(id: string) {
      const one = all.get(id);
      if (one) one.endsAt ??= now() + TO_END;
    },
    tag(id: string, tags: Readonly<Record<string, string>>) {
      const one = all.get(id);
      if (one) one.tags = { ...one.tags, ...tags };
    },
    described: (wanted: (one: Launched) => boolean): Instance[] =>
      living()
        .filter(wanted)
        .map(({ id, keyName, securityGroupIds, tags, launchedAt, endsAt, runsAt }) => {
          const state = endsAt !== undefined ? 'shutting-down' : runsAt > now() ? 'pending' : 'running';
          return { id, state, keyName, securityGroupIds, tags, launchedAt };
        }),
  };
}

export type MemoryInstances = ReturnType<typeof memoryInstances>;
