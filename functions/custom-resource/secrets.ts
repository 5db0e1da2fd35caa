import type { Secrets } from './resource.ts';

/** Anything shorter would cut ordinary words out of sentences, and is no secret worth the name. */
const SHORTEST = 6;

/** Remembers the secrets of one invocation, to redact them in what is said. */
export function rememberSecrets(): Secrets {
  const known = new Set<string>();
  return {
    add(value) {
      for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
        if (form.length >= SHORTEST) known.add(form);
    },
    redact(text) {
      const longestFirst = [...known].sort((one, other) => other.length - one.length);
      return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
    },
  };
}
