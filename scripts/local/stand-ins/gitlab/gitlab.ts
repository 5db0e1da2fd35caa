import type { Certificate } from '../../../lib/certificates.ts';
import type { Fate } from './fates.ts';
import { NEW } from './fields.ts';
import type { Received } from './read.ts';
import type { Scope } from './registry.ts';
import { registry } from './registry.ts';
import { answer } from './routes.ts';
import type { Runner } from './runner.ts';
import { serve } from './server.ts';

/**
 * A stand-in for GitLab's runner API, made from its sources and held to them by contract.test.ts.
 * One project, one group, and registration tokens that are the project's.
 */
export interface StandInGitLab {
  /** What a user gives as GitLabUrl. */
  readonly url: string;
  readonly registrationToken: string;
  readonly runners: ReadonlyMap<number, Runner>;
  readonly requests: readonly Received[];
  /** A new token of an administrator. */
  issueAccessToken(scopes: readonly Scope[]): string;
  /** From now on it is worth nothing. */
  revokeAccessToken(token: string): void;
  /** A runner of the project made by a person, whose token is there to be adopted. */
  addRunner(description: string): Runner;
  /** What a running gitlab-runner does to its token from time to time. The new one. */
  rotateToken(id: number): string;
  allowRegistrationTokens(allowed: boolean): void;
  /** What the next requests meet, one each; in place of what was still to come. */
  meet(...fates: Fate[]): void;
  stop(): Promise<void>;
}

export async function startGitLab(options: {
  certificate: Certificate;
  root?: string;
  port?: number;
}): Promise<StandInGitLab> {
  const { certificate, root = '', port = 0 } = options;
  const known = registry();
  const requests: Received[] = [];
  const fates: Fate[] = [];
  const service = { root, requests, fates, answer: answer.bind(null, known) };
  const server = await serve(certificate, service, port);
  let issued = 0;
  return {
    url: `https://localhost:${server.port}${root}`,
    registrationToken: known.registrationToken,
    runners: known.runners,
    requests,
    issueAccessToken(scopes) {
      const token = `glpat-MARKED-access-token-${++issued}`;
      known.accessTokens.set(token, scopes);
      return token;
    },
    revokeAccessToken: (token) => void known.accessTokens.delete(token),
    addRunner: (description) => known.add('glrt-', 'project_type', { ...NEW, description }),
    rotateToken(id) {
      const runner = known.runners.get(id);
      if (!runner) throw new Error(`There is no runner ${id}.`);
      return known.rotate(runner).token;
    },
    allowRegistrationTokens(allowed) {
      known.registrationAllowed = allowed;
    },
    meet: (...next) => void fates.splice(0, fates.length, ...next),
    stop: server.stop,
  };
}
