import { GitLabError } from '../../../functions/registration/gitlab/error.ts';
import type { GitLab } from '../../../functions/registration/ports.ts';
import { told } from '../told.ts';

export interface MemoryRunner {
  readonly id: string;
  readonly token: string;
  fields: Record<string, unknown>;
}

/** A simulated GitLab behind the GitLab port, held to the same contract as the client: no HTTP. */
export interface MemoryGitLab extends GitLab {
  readonly runners: Map<string, MemoryRunner>;
  readonly calls: string[];
  /** Credentials that are refused; every other one is good. */
  readonly revoked: Set<string>;
  /** Called before every call is carried out. */
  before: (call: keyof GitLab) => Promise<void> | void;
  /** Called after; what it throws is an answer that was lost. */
  after: (call: keyof GitLab) => Promise<void> | void;
}

export function memoryGitLab(): MemoryGitLab {
  const runners: MemoryGitLab['runners'] = new Map();
  const calls: string[] = [];
  const revoked = new Set<string>();
  /** Tokens with the system ids that used them. */
  const managers = new Set<string>();
  let last = 0;
  const refuse = (status: number): never => {
    throw new GitLabError(told(`GitLab refuses it (${status}).`), 'refused', status);
  };
  const admit = (accessToken: string) => revoked.has(accessToken) && refuse(401);
  const withToken = (token: string) =>
    [...runners.values()].find((runner) => runner.token === token) ?? refuse(403);
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
    revoked,
    before: () => undefined,
    after: () => undefined,
    create: (kind, credential, _scope, fields) =>
      around('create', () => {
        if (revoked.has(credential)) refuse(kind === 'access' ? 401 : 403);
        const id = String(++last);
        const token = `${kind === 'access' ? 'glrt' : 'glrtr'}-MARKED_${id}`;
        runners.set(id, { id, token, fields });
        return { id, token, tokenExpiresAt: null };
      }),
    verify: (token, systemId) =>
      around('verify', () => {
        const { id } = withToken(token);
        managers.add(`${token} ${systemId}`);
        return { id, token, tokenExpiresAt: null };
      }),
    forgetManager: (token, systemId) =>
      around('forgetManager', () => {
        const known = managers.delete(`${withToken(token).token} ${systemId}`);
        if (!known) refuse(404);
      }),
    describe: (accessToken, id) =>
      around('describe', () => {
        admit(accessToken);
        return String((runners.get(id) ?? refuse(404)).fields.description);
      }),
    edit: (accessToken, id, fields) =>
      around('edit', () => {
        admit(accessToken);
        const runner = runners.get(id) ?? refuse(404);
        runner.fields = { ...runner.fields, ...fields };
      }),
    removeByToken: (token) => around('removeByToken', () => void runners.delete(withToken(token).id)),
    removeById: (accessToken, id) =>
      around('removeById', () => {
        admit(accessToken);
        runners.delete(id);
      }),
    findByMarker: (accessToken, _scope, marker) =>
      around('findByMarker', () => {
        admit(accessToken);
        const marked = ({ fields }: MemoryRunner) => String(fields.description).includes(`[${marker}]`);
        return [...runners.values()].filter(marked).map(({ id }) => id);
      }),
  };
  return gitLab;
}
