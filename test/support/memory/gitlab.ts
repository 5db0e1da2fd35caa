import { GitLabError } from '../../../functions/registration/gitlab/error.ts';
import type { GitLab } from '../../../functions/registration/ports.ts';

export interface MemoryRunner {
  readonly id: string;
  readonly token: string;
  fields: Record<string, unknown>;
}

/** A simulated GitLab behind the GitLab port: enough for the random orders of events, no HTTP. */
export interface MemoryGitLab extends GitLab {
  readonly runners: Map<string, MemoryRunner>;
  readonly calls: string[];
  /** Called before every call is carried out. */
  before: (call: keyof GitLab) => Promise<void> | void;
  /** Called after; what it throws is an answer that was lost. */
  after: (call: keyof GitLab) => Promise<void> | void;
}

export function memoryGitLab(): MemoryGitLab {
  const runners: MemoryGitLab['runners'] = new Map();
  const calls: string[] = [];
  let last = 0;
  const forbidden = () => new GitLabError('GitLab refuses the credential (403).', 'refused', 403);
  const withToken = (token: string) => [...runners.values()].find((runner) => runner.token === token);
  const around = async <T>(call: keyof GitLab, act: () => T): Promise<T> => {
    calls.push(call);
    await new Promise(setImmediate); // as in the store: what runs at once interleaves
    await gitLab.before(call);
    const result = act();
    await gitLab.after(call);
    return result;
  };
  const gitLab: MemoryGitLab = {
    runners,
    calls,
    before: () => undefined,
    after: () => undefined,
    create: (_kind, _credential, _scope, fields) =>
      around('create', () => {
        const id = String(++last);
        const token = `glrt-MARKED_${id}`;
        runners.set(id, { id, token, fields });
        return { id, token, tokenExpiresAt: null };
      }),
    verify: (token) =>
      around('verify', () => {
        const runner = withToken(token);
        if (!runner) throw forbidden();
        return { id: runner.id, token, tokenExpiresAt: null };
      }),
    forgetManager: () => around('forgetManager', () => undefined),
    edit: (_accessToken, id, fields) =>
      around('edit', () => {
        const runner = runners.get(id);
        if (!runner) throw new GitLabError('GitLab does not know it (404).', 'refused', 404);
        runner.fields = fields;
      }),
    removeByToken: (token) =>
      around('removeByToken', () => {
        const runner = withToken(token);
        if (!runner) throw forbidden();
        runners.delete(runner.id);
      }),
    removeById: (_accessToken, id) => around('removeById', () => void runners.delete(id)),
    findByMarker: (_accessToken, _scope, marker) =>
      around('findByMarker', () =>
        [...runners.values()]
          .filter(({ fields }) => String(fields.description).includes(`[${marker}]`))
          .map(({ id }) => id),
      ),
  };
  return gitLab;
}
