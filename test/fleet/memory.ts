import type {
  Group,
  Instance,
  KeyPairs,
  Member,
  Outside,
  SpotRequests,
} from '../../functions/fleet/ports.ts';

export const instance = (id: string, changes: Partial<Instance> = {}): Instance => ({
  id,
  state: 'running',
  keyName: '',
  securityGroupIds: [],
  tags: {},
  launchedAt: new Date('2026-01-02T03:04:05Z'),
  ...changes,
});

export interface Account {
  /** What each look finds, the last forever. */
  readonly looks: (readonly Instance[])[];
  readonly members?: (readonly Member[])[];
}

/** An account in memory whose looks are told beforehand, and which notes what is done to it. */
export function accountWith({ looks, members }: Account) {
  const done: string[] = [];
  const note = (what: string) => async (ids: readonly string[]) => {
    if (ids.length > 0) done.push(`${what} ${ids}`);
  };
  const next = <T>(list: T[]) => (list.length > 1 ? list.shift() : list[0]);
  const group: Group = {
    members: async () => next(members ?? []),
    suspendRebalancing: async () => void done.push('suspend'),
    shrinkToNothing: async () => void done.push('shrink'),
    unprotect: note('unprotect'),
  };
  const outside: Outside = {
    group: () => group,
    instances: {
      tagged: async () => next(looks) ?? [],
      inSecurityGroup: async () => [],
      terminate: note('terminate'),
    },
    spotRequests: { alive: async () => [], cancel: note('cancel') } satisfies SpotRequests,
    keyPairs: { named: async () => ['key'], remove: note('remove') } satisfies KeyPairs,
  };
  return { outside, done };
}
