import type { GitLabAddress } from '../../gitlab/call.ts';
import { say } from '../../sentence.ts';
import type { Clock, GitLab, NewRunner } from '../ports.ts';
import { GitLabError } from './error.ts';
import { send } from './send.ts';
import { NO_ANSWERS } from './sentences.ts';

/** GitLab's runner API, as far as a registration needs it. https://docs.gitlab.com/api/runners/ */
export function gitLabClient(address: GitLabAddress, clock: Clock): GitLab {
  const call = (wanted: Parameters<typeof send>[0]) => send(wanted, address, clock);
  return {
    async create(kind, credential, scope, fields) {
      const legacy = kind === 'registration';
      return readRunner(
        await call({
          method: 'POST',
          path: legacy ? '/runners' : '/user/runners',
          body: legacy ? { ...fields, token: credential } : { ...fields, ...scopeFields(scope) },
          ...(legacy ? {} : { accessToken: credential }),
          repeatable: false,
        }),
      );
    },
    async verify(token, systemId) {
      const body = { token, system_id: systemId };
      return readRunner(await call({ method: 'POST', path: '/runners/verify', body, repeatable: true }));
    },
    async forgetManager(token, systemId) {
      const body = { token, system_id: systemId };
      await call({ method: 'DELETE', path: '/runners/managers', body, repeatable: true });
    },
    async edit(accessToken, runnerId, body) {
      await call({ method: 'PUT', path: `/runners/${runnerId}`, accessToken, body, repeatable: true });
    },
    async removeByToken(token) {
      await call({ method: 'DELETE', path: '/runners', body: { token }, repeatable: true });
    },
    async removeById(accessToken, runnerId) {
      await call({ method: 'DELETE', path: `/runners/${runnerId}`, accessToken, repeatable: true }).catch(
        (error) => {
          if (!(error instanceof GitLabError && error.status === 404)) throw error;
        },
      );
    },
    findByMarker: (accessToken, scope, marker) => findByMarker(call, accessToken, scope, marker),
  };
}

async function findByMarker(
  call: (wanted: Parameters<typeof send>[0]) => Promise<unknown>,
  accessToken: string,
  scope: string,
  marker: string,
): Promise<string[]> {
  const [type, id] = scope.split('/');
  const list = type === 'instance' ? '/runners/all' : `/${type}s/${id}/runners`;
  const found: string[] = [];
  for (let page = 1; ; page++) {
    const path = `${list}?per_page=100&page=${page}`;
    const runners = await call({ method: 'GET', path, accessToken, repeatable: true });
    if (!Array.isArray(runners)) return found;
    for (const runner of runners as Array<{ id: number; description?: unknown } | null>)
      if (typeof runner?.description === 'string' && runner.description.includes(`[${marker}]`))
        found.push(String(runner.id));
    if (runners.length < 100) return found;
  }
}

function scopeFields(scope: string): Record<string, unknown> {
  const [type, id] = scope.split('/');
  return { runner_type: `${type}_type`, ...(id ? { [`${type}_id`]: Number(id) } : {}) };
}

/** Refuses what would break config.toml or is no token at all. */
function readRunner(answer: unknown): NewRunner {
  const { id, token, token_expires_at: expires } = (answer ?? {}) as Record<string, unknown>;
  if (!/^\d+$/.test(String(id)) || typeof token !== 'string' || !/^[\w.-]{8,512}$/.test(token))
    throw new GitLabError(say(NO_ANSWERS.noToken), 'unknown');
  return { id: String(id), token, tokenExpiresAt: typeof expires === 'string' ? expires : null };
}
