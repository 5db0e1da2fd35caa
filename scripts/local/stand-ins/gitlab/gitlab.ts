import type { Certificate } from '../../../lib/certificates.ts';
import { type AccessToken, mustExist, type Scope } from './access-token.ts';
import type { Fate } from './fates.ts';
import { NEW } from './fields.ts';
import type { Job, Project } from './project.ts';
import type { Received } from './read.ts';
import { registry } from './registry.ts';
import { answer } from './routes.ts';
import { PROJECT_ID, type Runner } from './runner.ts';
import { serve } from './server.ts';
import type { Settings } from './settings.ts';

/**
 * A stand-in for GitLab's runner API, made from its sources and held to them by contract.test.ts.
 * One project, one group, and registration tokens that are the project's.
 */
export interface StandInGitLab {
  /** What a user gives as GitLabUrl. */
  readonly url: string;
  readonly registrationToken: string;
  readonly runners: ReadonlyMap<number, Runner>;
  readonly project: Pick<Project, 'branches' | 'pipelines'>;
  readonly requests: readonly Received[];
  /** A new token, of an administrator unless it is said. */
  issueAccessToken(scopes: readonly Scope[], other?: Partial<AccessToken>): string;
  revokeAccessToken(token: string): void;
  /** The day comes until which it was good. */
  expireAccessToken(token: string): void;
  /** A runner of the project made by a person, whose token is there to be adopted. */
  addRunner(description: string): Runner;
  /** What a running gitlab-runner does to its token from time to time. The new one. */
  rotateToken(id: number): string;
  allowRegistrationTokens(allowed: boolean): void;
  /** Another project may use the runner, too. */
  shareRunner(id: number): void;
  /** The project that it is of goes. */
  orphanRunner(id: number): void;
  /** What a gitlab-runner does: each job that waits for tags of a runner's is taken, and succeeds with this log. */
  runJobs(log: (job: Job) => string): void;
  set(settings: Partial<Settings>): void;
  /** What the next requests meet, one each; in place of what was still to come. */
  meet(...fates: Fate[]): void;
  stop(): Promise<void>;
}

export async function startGitLab(options: {
  certificate: Certificate;
  root?: string;
  port?: number;
  /** Decides which scopes there are. */
  version?: string;
}): Promise<StandInGitLab> {
  const { certificate, root = '', port = 0, version = '19.3.0-ee' } = options;
  const known = registry(version);
  const requests: Received[] = [];
  const fates: Fate[] = [];
  const service = { root, requests, fates, answer: answer.bind(null, known) };
  const server = await serve(certificate, service, port);
  let issued = 0;
  const runner = (id: number): Runner => {
    const found = known.runners.get(id);
    if (!found) throw new Error(`There is no runner ${id}.`);
    return found;
  };
  const end = (token: string, state: AccessToken['state']) => {
    const issuedToken = known.accessTokens.get(token);
    if (issuedToken) known.accessTokens.set(token, { ...issuedToken, state });
  };
  return {
    url: `https://localhost:${server.port}${root}`,
    registrationToken: known.registrationToken,
    runners: known.runners,
    project: known.project,
    requests,
    issueAccessToken(scopes, other) {
      mustExist(scopes, version);
      const token = `glpat-MARKED-access-token-${++issued}`;
      known.accessTokens.set(token, { scopes, role: 'administrator', state: 'active', ...other });
      return token;
    },
    revokeAccessToken: (token) => end(token, 'revoked'),
    expireAccessToken: (token) => end(token, 'expired'),
    addRunner: (description) => known.add('glrt-', 'project_type', { ...NEW, description }),
    rotateToken: (id) => known.rotate(runner(id)).token,
    allowRegistrationTokens(allowed) {
      known.registrationAllowed = allowed;
    },
    shareRunner: (id) => void known.change(runner(id), { projectIds: [PROJECT_ID, PROJECT_ID + 1] }),
    orphanRunner: (id) => void known.change(runner(id), { projectIds: [] }),
    runJobs(log) {
      for (const job of known.project.jobs().filter(({ status }) => status === 'pending')) {
        const takes = ({ tagList, paused }: Runner) =>
          !paused && job.tagList.every((tag) => tagList.includes(tag));
        const taker = [...known.runners.values()].find(takes);
        const now = new Date().toISOString();
        const run = { status: 'success', startedAt: now, finishedAt: now, log: log(job) } as const;
        if (taker) known.project.change(job, { ...run, runner: { id: taker.id } });
      }
    },
    set: (settings) => void Object.assign(known.settings, settings),
    meet: (...next) => void fates.splice(0, fates.length, ...next),
    stop: server.stop,
  };
}
