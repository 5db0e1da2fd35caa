import { callGitLab, type GitLabCall } from '../../functions/gitlab/call.ts';
import { waitBeforeRetry } from '../../functions/gitlab/retry.ts';
import { retry } from '../../functions/shared/retry.ts';
import { CommandError } from '../lib/command-error.ts';

/** In milliseconds: for one try, and for all. */
const [ONE_TRY, PATIENCE] = [20_000, 90_000];

export interface SeenRunner {
  readonly id: number;
  readonly description: string;
  readonly tag_list: readonly string[];
}
export type GitLabApi = ReturnType<typeof gitLabApi>;

/** GitLab's API for the holder of an access token. `authority` is a PEM, or empty where Node's own will do. */
export function gitLabApi(url: string, authority: string, accessToken: string) {
  /** The body of a response with one of these statuses, else undefined; any other is a CommandError with GitLab's words. */
  async function ask(
    method: GitLabCall['method'],
    path: string,
    { body, none = [] }: { body?: Readonly<Record<string, unknown>>; none?: readonly number[] } = {},
  ): Promise<string | undefined> {
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
  const get = async <T>(path: string): Promise<T> => JSON.parse((await ask('GET', path)) ?? 'null');
  return {
    ask,
    get,
    /** The runners of a project, or those that have the tag. */
    async runners(project: number, tag?: string): Promise<SeenRunner[]> {
      const filter = tag === undefined ? '' : `?tag_list=${encodeURIComponent(tag)}`;
      const list = await get<Array<{ id: number }>>(`/projects/${project}/runners${filter}`);
      return Promise.all(list.map(({ id }) => get<SeenRunner>(`/runners/${id}`)));
    },
  };
}
