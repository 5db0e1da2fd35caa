import type { Secrets } from '../custom-resource/resource.ts';
import { type Said, say } from '../sentence.ts';
import { markerOf } from './identity.ts';
import type { Outside } from './ports.ts';
import { NOTES } from './sentences.ts';

/** What a stack may leave: a plain parameter beside the registration's that says what is left and what to do. */
export function leaveBehind(id: string, note: Said, { store }: Outside, signal: AbortSignal): Promise<void> {
  return store.leaveNote(`${id}/left-behind`, say(NOTES.thenDelete, { note }), signal);
}

export function noteInterrupted(
  id: string,
  url: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<void> {
  return leaveBehind(id, say(NOTES.interrupted, { url, marker: markerOf(id) }), outside, signal);
}

/** The outside, with a request's secrets redacted in the notes there: GitLab may repeat a token in its refusal. */
export function redactingNotes(outside: Outside, { redact }: Secrets): Outside {
  const { store } = outside;
  return {
    ...outside,
    store: { ...store, leaveNote: (name, text, signal) => store.leaveNote(name, redact(text), signal) },
  };
}
