import { normaliseGitLabUrl } from './url.ts';

// What GitLab, Parameter Store or a file hands over is recognised here, where it enters, by its type and form.
// Each returns the value, or undefined for anything else. The manager has the same rules in Python; both are
// held to one table, test/forms/cases.json.

/** GitLab's id of a runner, a number or its digits, as digits. It becomes part of the API's paths, and of config.toml. */
export function readRunnerId(value: unknown): string | undefined {
  const digits = typeof value === 'number' ? String(value) : value;
  if (typeof digits !== 'string' || !/^[1-9]\d{0,15}$/.test(digits)) return undefined;
  return Number.isSafeInteger(Number(digits)) ? digits : undefined;
}

/** A runner's token, whatever its prefix: https://docs.gitlab.com/security/tokens/#token-prefixes */
export function readToken(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{8,512}$/.test(value) ? value : undefined;
}

const DATE =
  /^(?!0000)(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A moment as RFC 3339 and TOML write it, of a day that the calendar has. */
export function readDate(value: unknown): string | undefined {
  const day = typeof value === 'string' ? DATE.exec(value)?.[1] : undefined;
  const date = new Date(`${day}T00:00:00Z`);
  // Date takes a 30 February for the 2 March.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}T`);
  return exists && typeof value === 'string' ? value : undefined;
}

/** GitLab's URL in the one spelling in which it is stored. */
export function readUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('$')) return undefined;
  return normaliseGitLabUrl(value) === value ? value : undefined;
}

/** A version of GitLab, such as 19.3.0-ee. */
export function readVersion(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,3}\.\d{1,3}[\w.+-]{0,23}$/.test(value) ? value : undefined;
}
