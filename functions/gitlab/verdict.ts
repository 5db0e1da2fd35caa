import type { HttpResponse } from '../https/exchange.ts';
import { wordsOf } from './words.ts';

/** Who says no, or sends elsewhere, and whether it is a refusal. */
export type Verdict =
  /** GitLab says no: asking again changes nothing. */
  | 'refused'
  /** GitLab says that something is not there, and not that it is the runner: the API's path, a project, a group. */
  | 'not-found'
  | 'rate-limit'
  /** GitLab takes no writes for now. */
  | 'read-only'
  | 'failed'
  | 'redirect'
  /** No response of GitLab's API: a page, or the JSON of something that stands before it. */
  | 'foreign';

/** lib/gitlab/middleware/read_only/controller.rb, and Maintenance Mode: https://docs.gitlab.com/administration/maintenance_mode/ */
const NO_WRITES = /\bread-only (GitLab )?instance\b|\bmaintenance mode\b/i;

/** lib/api/ci/runners.rb; before 18 the model's own, lib/api/api.rb. A fine-grained token that may not look gets `404 Not Found`. */
const RUNNER_GONE = /^404 (Runner\b|Not found$)/;

/** What a response means that is no success. */
export function verdictOn(response: HttpResponse): Verdict {
  const { status } = response;
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 429) return 'rate-limit';
  const words = wordsOf(response);
  if (words !== undefined && NO_WRITES.test(words)) return 'read-only';
  if (status >= 500) return 'failed';
  if (words === undefined) return 'foreign';
  return status === 404 && !RUNNER_GONE.test(words) ? 'not-found' : 'refused';
}
