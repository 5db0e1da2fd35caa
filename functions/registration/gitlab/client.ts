import type { GitLabAddress } from '../../gitlab/call.ts';
import { readDate, readRunnerId, readToken } from '../../gitlab/forms.ts';
import { say } from '../../sentence.ts';
import type { Clock, GitLab, NewRunner } from '../ports.ts';
import { GitLabError } from './error.ts';
import { send } from './send.ts';
import { NO_RESPONSES } from './sentences.ts';

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
    async describe(accessToken, runnerId) {
      const response = await call({ method: 'GET', path: pathOf(runnerId), accessToken, repeatable: true });
      const { id, description } = fieldsOf(response);
      if (readRunnerId(id) !== runnerId) throw new GitLabError(say(NO_RESPONSES.cutShort), 'unknown');
      return typeof description === 'string' ? description : '';
    },
    async edit(accessToken, runnerId, body) {
      await call({ method: 'PUT', path: pathOf(runnerId), accessToken, body, repeatable: true });
    },
    async removeByToken(token) {
      await call({ method: 'DELETE', path: '/runners', body: { token }, repeatable: true });
    },
    async removeById(accessToken, runnerId) {
      const removal = call({ method: 'DELETE', path: pathOf(runnerId), accessToken, repeatable: true });
      // Only the runner's own 404 says that it is gone: a refusal, see ../../gitlab/verdict.ts.
      await removal.catch((error) => {
        if (!(error instanceof GitLabError && error.status === 404)) throw error;
      });
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
  const list = type === 'instance' ? '/runners/all' : `/${type}s/${Number(id)}/runners`;
  const found = new Set<string>();
  const seen = new Set<unknown>();
  for (let page = 1; ; page++) {
    const path = `${list}?per_page=100&page=${page}`;
    const runners = await call({ method: 'GET', path, accessToken, repeatable: true });
    if (!Array.isArray(runners)) return [...found];
    const before = seen.size;
    for (const { id: runner, description } of runners.map(fieldsOf)) {
      seen.add(runner);
      if (typeof description !== 'string' || !description.includes(`[${marker}]`)) continue;
      found.add(readRunnerId(runner) ?? unusable());
    }
    // A proxy that returns a cached first page for each would be asked until the function dies.
    if (runners.length < 100 || seen.size === before) return [...found];
  }
}

function scopeFields(scope: string): Record<string, unknown> {
  const [type, id] = scope.split('/');
  return { runner_type: `${type}_type`, ...(id ? { [`${type}_id`]: Number(id) } : {}) };
}

/** A number whatever it is made of, so that no text of another's becomes a part of the path. */
const pathOf = (runnerId: string) => `/runners/${Number(runnerId)}`;

const fieldsOf = (response: unknown) => (response ?? {}) as Readonly<Record<string, unknown>>;

function readRunner(response: unknown): NewRunner {
  const { id, token, token_expires_at: expires } = fieldsOf(response);
  return {
    id: readRunnerId(id) ?? unusable(),
    token: readToken(token) ?? unusable(),
    tokenExpiresAt: (expires ?? null) === null ? null : (readDate(expires) ?? unusable()),
  };
}

function unusable(): never {
  throw new GitLabError(say(NO_RESPONSES.noToken), 'unknown');
}
