import type { Secrets } from '../custom-resource/resource.ts';
import type { Outside } from './ports.ts';

/** The outside, with a request's secrets taken out of what people can read there: GitLab may repeat a token in its refusal. */
export function discreet(outside: Outside, { redact }: Secrets): Outside {
  const { store, warn } = outside;
  return {
    ...outside,
    warn: (message) => warn(redact(message)),
    store: { ...store, leaveNote: (name, text, signal) => store.leaveNote(name, redact(text), signal) },
  };
}
