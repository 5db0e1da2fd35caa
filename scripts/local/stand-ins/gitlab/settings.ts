import { readOnly, underMaintenance } from './errors.ts';
import { type Asked, type Reply, redirect } from './reply.ts';
import type { Runner } from './runner.ts';

/** What an administrator, a plan or the operation of this GitLab decides. */
export interface Settings {
  /** An administrator's token then needs the scope admin_mode to be one's. */
  adminMode: boolean;
  /** How many runners of its own the plan gives to the project, and to the group. */
  mostRunners: number;
  /** Maintenance Mode, or a database that takes no writes, such as a secondary site's. */
  writes: 'allowed' | 'maintenance' | 'read-only';
  /** For which an administrator lets runners be made: `valid_runner_registrars`. */
  registrars: readonly Runner['runnerType'][];
  /** The feature flag `reject_orphaned_runners`. */
  rejectsOrphans: boolean;
}

export const USUAL: Settings = {
  adminMode: false,
  mostRunners: Number.POSITIVE_INFINITY,
  writes: 'allowed',
  registrars: ['instance_type', 'group_type', 'project_type'],
  rejectsOrphans: false,
};

/**
 * Undefined where the request may write, or does not. doc/administration/maintenance_mode of 18.x for the 503;
 * lib/gitlab/middleware/read_only/controller.rb for the rest, where what is not JSON is sent back to a page.
 */
export function refuseWrite({ writes }: Settings, { method, headers }: Asked): Reply | undefined {
  if (writes === 'allowed' || !/^(POST|PATCH|PUT|DELETE)$/.test(method)) return undefined;
  if (writes === 'maintenance') return underMaintenance;
  return /^application\/json/.test(String(headers['content-type'])) ? readOnly : redirect('/');
}
