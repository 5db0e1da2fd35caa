import type { HttpResponse } from '../https/exchange.ts';
import { parseObject } from '../https/read-response.ts';

/**
 * GitLab's own words, cut to a line; undefined when the response has none of its three forms: a `message` text, a
 * `message` object of arrays, an `error` with or without `error_description`. Text and HTML may be anyone's.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/helpers.rb
 */
export function wordsOf(response: HttpResponse): string | undefined {
  const { message, error, error_description: description } = parseObject(response) ?? {};
  const fields = message && typeof message === 'object' ? Object.entries(message) : [];
  const texts =
    fields.length > 0
      ? fields.map(([field, reasons]) => `${field} ${[reasons].flat().filter(isText).join(', ')}`)
      : [message, error, description].filter(isText);
  if (texts.length === 0 || isOthers(response.status, message, error, description)) return undefined;
  const line = texts.join('; ').replace(/[^\x20-\x7e]+/g, ' ');
  // Cut between words: half of a repeated token would not be recognised as one and redacted.
  return line.length > 300 ? line.slice(0, 300).replace(/\S*$/, '...') : line;
}

/**
 * GitLab begins these two with their number, but when it is read-only, or says an OAuth error with its description; an
 * API gateway says `{"message":"Forbidden"}` or `{"error":"Forbidden"}`.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/api_guard.rb
 */
function isOthers(status: number, message: unknown, error: unknown, description: unknown): boolean {
  const isNumbered = isText(message) && (message.startsWith(`${status} `) || /read-only/.test(message));
  return (status === 401 || status === 403) && !isNumbered && !(isText(error) && isText(description));
}

const isText = (said: unknown) => typeof said === 'string';
