import { markerOf } from './identity.ts';
import type { GitLab, Outside } from './ports.ts';

/** Removes the runners that carry the marker, but the one to keep: their tokens were never received. */
export async function forgetOrphans(
  gitLab: GitLab,
  accessToken: string,
  scope: string,
  marker: string,
  keep?: string,
): Promise<void> {
  for (const orphan of await gitLab.findByMarker(accessToken, scope, marker))
    if (orphan !== keep) await gitLab.removeById(accessToken, orphan);
}

/** The one thing that a stack may leave: a plain parameter beside the registration's that says what is left and what to do. */
export function leaveBehind(
  id: string,
  text: string,
  { store }: Outside,
  signal: AbortSignal,
): Promise<void> {
  return store.leaveNote(`${id}/left-behind`, `${text} Then delete this parameter.`, signal);
}

export function noteInterrupted(
  id: string,
  url: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<void> {
  const marker = markerOf(id);
  const text = `A registration at ${url} was interrupted. If GitLab shows a runner that never ran with [${marker}] in its description, delete it there.`;
  return leaveBehind(id, text, outside, signal);
}
