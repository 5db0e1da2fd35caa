import type { AccessToken } from './access-token.ts';
import type { Fields } from './fields.ts';
import { openProject } from './project.ts';
import { PROJECT_ID, type Runner } from './runner.ts';
import { type Settings, USUAL } from './settings.ts';

type Type = Runner['runnerType'];

/** What this GitLab knows: its tokens, its runners, and its project. */
export function registry(version = '19.3.0-ee') {
  const runners = new Map<number, Runner>();
  let issued = 0;
  const change = (runner: Runner, changes: Partial<Runner>): Runner => {
    const changed = { ...runner, ...changes };
    runners.set(runner.id, changed);
    return changed;
  };
  return {
    version,
    runners,
    project: openProject(),
    accessTokens: new Map<string, AccessToken>(),
    settings: { ...USUAL } as Settings,
    registrationToken: 'GR1348941MARKED-registration-token',
    registrationAllowed: true,
    change,
    /** A new runner; its token's prefix says who made it. Routable tokens hold dots. */
    add(prefix: 'glrt-' | 'glrtr-', runnerType: Type, fields: Fields): Runner {
      const id = 1000 + ++issued;
      const token = `${prefix}${tokenBody(runnerType, ++issued)}`;
      const createdAt = new Date().toISOString();
      const projectIds = runnerType === 'project_type' ? [PROJECT_ID] : [];
      const own = {
        ...{ id, token, runnerType, projectIds, createdAt },
        ...{ tokenExpiresAt: null, contactedAt: null, managers: [] },
      };
      runners.set(id, { ...fields, ...own });
      return { ...fields, ...own };
    },
    /** A new token; the old one is worth nothing from now on. */
    rotate(runner: Runner): Runner {
      const [prefix] = runner.token.split('-');
      return change(runner, { token: `${prefix}-${tokenBody(runner.runnerType, ++issued)}` });
    },
    /** The runner that a token is of, unless the token has expired. */
    withToken(token: unknown): Runner | undefined {
      const runner = [...runners.values()].find((one) => one.token === token);
      const expires = runner?.tokenExpiresAt;
      return expires && Date.parse(expires) <= Date.now() ? undefined : runner;
    },
    /** The runner was heard of, from one of its processes; an unknown process becomes known. */
    contacted(runner: Runner, systemId: string): Runner {
      const contactedAt = new Date().toISOString();
      const known = runner.managers.find((manager) => manager.systemId === systemId);
      const others = runner.managers.filter((manager) => manager !== known);
      const manager = { id: known?.id ?? ++issued, systemId, contactedAt };
      return change(runner, { contactedAt, managers: [...others, manager] });
    },
  };
}

export type Registry = ReturnType<typeof registry>;

function tokenBody(runnerType: Type, serial: number): string {
  const type = { instance_type: 't1_', group_type: 't2_', project_type: 't3_' }[runnerType];
  return `${type}MARKED${String(serial).padStart(6, '0')}.01.0${serial}`;
}
