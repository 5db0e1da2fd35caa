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
 * A refusal is GitLab's by its form; its 400 may say anything. An API gateway says `{"message":"Method Not Allowed"}`,
 * `{"error":"Forbidden"}` or `{"message":"no Route matched with those values"}`.
 */
function isOthers(status: number, message: unknown, error: unknown, description: unknown): boolean {
  if (status < 401 || status === 429 || status >= 500) return false;
  // lib/api/helpers.rb begins with the number. Of 422 only what ends a token counts, which lib/api/ci/runner.rb says
  // without it; so does read_only/controller.rb.
  const own = status === 422 ? 'Runner is orphaned' : `${status} `;
  if (isText(message) && (message.startsWith(own) || /read-only/.test(message))) return false;
  // An OAuth error of lib/api/api_guard.rb; a path or a method that Grape does not know, in lib/api/api.rb.
  return !(isText(error) && (isText(description) || /^40[45] Not /.test(error)));
}

const isText = (said: unknown): said is string => typeof said === 'string';
