import type { Secrets } from '../custom-resource/resource.ts';
import { markerOf } from './identity.ts';
import type { Outside } from './ports.ts';

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

/** The outside, with a request's secrets taken out of the notes there: GitLab may repeat a token in its refusal. */
export function redactingNotes(outside: Outside, { redact }: Secrets): Outside {
  const { store } = outside;
  return {
    ...outside,
    store: { ...store, leaveNote: (name, text, signal) => store.leaveNote(name, redact(text), signal) },
  };
}
