import { exchange } from '../../functions/https/exchange.ts';

export interface SeenRunner {
  readonly id: number;
  readonly description: string;
  readonly tag_list: readonly string[];
}

/** GitLab's runners as its API shows them to the holder of an access token. */
export function gitLabApi(url: string, authority: string, accessToken: string) {
  const get = async (path: string): Promise<unknown> => {
    const { body } = await exchange({
      url: `${url}/api/v4${path}`,
      method: 'GET',
      headers: { 'private-token': accessToken },
      body: '',
      ca: authority,
      timeout: 10_000,
      signal: new AbortController().signal,
    });
    return JSON.parse(body);
  };
  return {
    async runners(project: number): Promise<SeenRunner[]> {
      const list = (await get(`/projects/${project}/runners`)) as Array<{ id: number }>;
      return Promise.all(list.map(({ id }) => get(`/runners/${id}`) as Promise<SeenRunner>));
    },
  };
}
