import { callGitLab, type GitLabCall } from '../../functions/gitlab/call.ts';
import { waitBeforeRetry } from '../../functions/gitlab/retry.ts';
import { parseObject } from '../../functions/https/read-response.ts';
import { retry } from '../../functions/shared/retry.ts';
import { CommandError } from '../lib/command-error.ts';
import { type Is, isId, isText, listOf, maybe, objectOf } from '../lib/forms.ts';

/** In milliseconds: for one try, and for all. */
const [ONE_TRY, PATIENCE] = [20_000, 90_000];

type Body = Readonly<Record<string, unknown>>;
type Options = { body?: Body; none?: readonly number[] };
export const hasId = objectOf({ id: isId });
/** As GET /runners/:id has it: lib/api/entities/ci/runner_details.rb of 18.x. */
const isRunner = objectOf({ id: isId, description: maybe(isText), tag_list: listOf(isText) });
export type GitLabApi = ReturnType<typeof gitLabApi>;

/** GitLab's API for the holder of an access token. `authority` is a PEM, or empty where Node's own will do. */
export function gitLabApi(url: string, authority: string, accessToken: string) {
  /** The body of a response with one of these statuses, else undefined; any other is a CommandError with GitLab's words. */
  async function ask(method: GitLabCall['method'], path: string, { body, none = [] }: Options = {}) {
    const address = { url, caCertificate: authority, signal: AbortSignal.timeout(PATIENCE) };
    const call = { method, path, accessToken, ...(body && { body }) };
    // GitLab fails now and then, and whoever watches it for half an hour meets that.
    const answer = await retry(
      () => callGitLab(call, address, ONE_TRY),
      (one, tries) => waitBeforeRetry(one, method === 'GET', tries, Math.random()),
      address.signal,
    );
    if (answer instanceof Error) throw new CommandError(`GitLab did not answer (${answer.message}).`);
    if (none.includes(answer.status)) return undefined;
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new CommandError(
      `GitLab returned ${answer.status} to ${method} ${path}: ${answer.body.slice(0, 300)}`,
    );
  }
  /** What it returns to a GET, or to a POST with this body, in the form that its API has. */
  async function read<T>(is: Is<T>, path: string, body?: Body): Promise<T> {
    const method = body ? 'POST' : 'GET';
    const text = (await ask(method, path, body && { body })) ?? '';
    const value = parseObject({ body: text });
    if (is(value)) return value;
    const shown = text.slice(0, 300);
    throw new CommandError(`GitLab returned to ${method} ${path} what its API does not: ${shown}`);
  }
  return {
    ask,
    read,
    /** The runners of a project, or those that have the tag. */
    async runners(project: number, tag?: string) {
      const filter = tag === undefined ? '' : `?tag_list=${encodeURIComponent(tag)}`;
      const list = await read(listOf(hasId), `/projects/${project}/runners${filter}`);
      return Promise.all(list.map(({ id }) => read(isRunner, `/runners/${id}`)));
    },
  };
}
