import { memoryBuckets } from '../support/memory/buckets.ts';
import { memoryGitLab } from '../support/memory/gitlab.ts';
import { memoryStore } from '../support/memory/store.ts';
import { memoryWorkers } from '../support/memory/workers.ts';
import { virtualClock } from './clock.ts';
import type { GitLabServer } from './gitlab-server.ts';
import { fated, PORTS } from './ports.ts';

export const BROUGHT_BUCKET = 'brought-by-the-user';
export const BROUGHT_KEY = 'arn:aws:kms:eu-central-1:123456789012:key/brought';
export const OWN_RUNNER_TOKEN = 'glrt-MARKED_own';

/** An AWS account and GitLab servers in memory. */
export function chaosAccount({ urls, health }: Pick<GitLabServer, 'urls' | 'health'>) {
  const clock = virtualClock();
  const store = fatedStore();
  return {
    /** Hands have been on the registration, and no update has put it right since. */
    touched: false,
    clock,
    store,
    /** Keys that are deleted or about to be: they decrypt nothing. */
    unusableKeys: store.unusableKeys,
    workers: memoryWorkers(clock.now, fated('aws')),
    buckets: memoryBuckets(fated('aws')),
    gitLabs: new Map(urls.map((url) => [url, fatedGitLab(health)])),
    /** Ids of the stack's security groups by their names. */
    securityGroups: new Map<string, string>(),
    warnings: [] as string[],
    /** Buckets that hands have removed. */
    removedBuckets: new Set<string>(),
    /** Buckets that a Delete was told to keep. */
    kept: new Set<string>(),
  };
}

export type Account = ReturnType<typeof chaosAccount>;

function fatedStore() {
  const { before, after } = fated('store');
  const store = memoryStore();
  store.before = (action) => before(`ssm:${action}`);
  store.after = (action) => after(`ssm:${action}`);
  return store;
}

function fatedGitLab(health: GitLabServer['health']) {
  const { before, after } = fated('gitLab');
  const gitLab = memoryGitLab();
  gitLab.before = async (call) => {
    await before(call);
    // A read-only GitLab answers what only looks; to the functions the rest is one that cannot be reached now.
    if (health() === 'read-only' && /^(describe|findByMarker)$/.test(call)) return;
    if (health() !== 'well') throw PORTS.gitLab.error(call, health() === 'refusing' ? 'refused' : 'failed');
  };
  gitLab.after = after;
  return gitLab;
}
