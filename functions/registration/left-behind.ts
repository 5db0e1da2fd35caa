import type { Secrets } from '../custom-resource/resource.ts';
import type { Outside } from './ports.ts';

/** The outside, with a request's secrets taken out of the notes there: GitLab may repeat a token in its refusal. */
export function discreet(outside: Outside, { redact }: Secrets): Outside {
  const { store } = outside;
  return {
    ...outside,
    store: { ...store, leaveNote: (name, text, signal) => store.leaveNote(name, redact(text), signal) },
  };
}
