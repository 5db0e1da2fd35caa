import type { GitLab } from './ports.ts';

/** Removes the runners that carry the marker, but the one to keep: their tokens were never received. */
export async function removeOrphans(
  gitLab: GitLab,
  accessToken: string,
  scope: string,
  marker: string,
  keep?: string,
): Promise<void> {
  for (const orphan of await gitLab.findByMarker(accessToken, scope, marker))
    if (orphan !== keep) await gitLab.removeById(accessToken, orphan);
}
