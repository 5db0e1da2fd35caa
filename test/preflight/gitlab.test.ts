import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Code, FINDINGS } from '../../functions/preflight/findings.ts';
import { freePort } from '../../scripts/lib/loopback.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { answering, authority, expiredCertificate, GITLAB, serve } from '../support/https-server.ts';
import { lookedAs, refused } from './account.ts';

interface Case {
  readonly listener?: RequestListener;
  readonly certificate?: { readonly cert: string; readonly key: string };
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly says: string;
}

type AboutGitLab = Extract<Code, `${string}gitlab${string}`> | 'no-registration-tokens' | 'no-access-tokens';

const expired = expiredCertificate();
const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const more = () => response.write('x'.repeat(65_536)) && setImmediate(more);
  response.on('drain', more);
  more();
};
const gone = { ...GITLAB, 'GET /api/v4/version': [200, { version: '20.0.1' }] } as const;
const { 'POST /api/v4/runners': _register, 'POST /api/v4/user/runners': _create, ...bare } = gone;

const CASES: Readonly<Record<AboutGitLab, Case>> = {
  'gitlab-unreachable': {
    changes: { GitLabUrl: 'closed' },
    says: 'could not be reached from outside a VPC (ECONNREFUSED): see that it is up',
  },
  'gitlab-unreachable-from-subnets': {
    changes: { GitLabUrl: 'closed', FunctionSubnetIds: 'subnet-0a' },
    says: 'could not be reached from FunctionSubnetIds (ECONNREFUSED)',
  },
  'gitlab-expired': {
    certificate: expired,
    changes: { GitLabCaCertificate: expired.cert },
    says: ' has expired: renew it',
  },
  'gitlab-other-name': {
    certificate: authority.issue('other.example'),
    says: 'is for another host name: correct GitLabUrl',
  },
  'gitlab-untrusted': {
    changes: { GitLabCaCertificate: '' },
    says: 'is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE): give the certificate of its private authority',
  },
  'gitlab-redirects': {
    listener: (_request, response) =>
      void response.writeHead(302, { location: 'https://new.example/a' }).end(),
    says: 'redirects to https://new.example: give that address',
  },
  'not-gitlab': {
    listener: answering({ 'GET /api/v4/version': [200, '<html>'] }),
    says: "does not lead to GitLab's API: HOST answered 200 text/html: correct it, its path included",
  },
  'gitlab-busy': {
    listener: answering({ 'GET /api/v4/version': [503, '<html>'] }),
    says: 'HOST answered 503:',
  },
  'no-registration-tokens': {
    listener: answering(bare),
    changes: { GitLabTokenKind: 'registration' },
    says: 'The GitLab 20.0.1 at HOST takes no registration tokens any more: use an access token',
  },
  'no-access-tokens': {
    listener: answering(bare),
    changes: { GitLabTokenKind: 'access' },
    says: 'The GitLab 20.0.1 at HOST is too old to create runners by access token',
  },
};

async function looked(
  kind: 'create' | 'update',
  { listener = answering(GITLAB), certificate, changes }: Omit<Case, 'says'>,
) {
  const server = await serve(listener, certificate);
  const url = changes?.GitLabUrl ? `https://localhost:${await freePort()}` : server.url;
  const ended = await lookedAs(kind, { GitLabCaCertificate: authority.cert, ...changes, GitLabUrl: url });
  server.stop();
  return { ...ended, host: new URL(url).host };
}

describe.concurrent.each(Object.entries(CASES))('the finding %s', (code, { says, ...given }) => {
  const isWarning = FINDINGS[code as Code].fails === 'never';
  it(`${isWarning ? 'is a warning of' : 'fails'} a Create`, async () => {
    const { reason, warnings, host } = await looked('create', given);
    expect(isWarning ? warnings : reason).toContain(says.replace('HOST', host));
    expect(isWarning ? reason : warnings).toBe(isWarning ? undefined : '');
  });

  it('is a warning of an Update', async () => {
    const { reason, warnings, host } = await looked('update', given);
    expect(reason).toBeUndefined();
    expect(warnings).toContain(says.replace('HOST', host));
  });
});

describe('a GitLab', () => {
  let gitLab: StandInGitLab;
  beforeAll(async () => {
    gitLab = await startGitLab({ certificate: authority.issue('localhost'), root: '/gitlab' });
  });
  afterAll(() => gitLab.stop());
  const account = { parameter: async () => ({ text: authority.cert.replaceAll('\n', ' '), type: 'text' }) };

  it.each([
    'auto',
    'registration',
    'access',
    'runner',
  ])('in which all is well is left as it was, for a credential of the kind %s', async (GitLabTokenKind) => {
    const asked = { GitLabUrl: gitLab.url, GitLabTokenKind, GitLabCaCertificate: '/ca' };
    const { reason, warnings } = await lookedAs('create', asked, account);
    expect([reason, warnings]).toEqual([undefined, '']);
    expect(gitLab.runners.size).toBe(0);
  });

  it('is not looked at when its authority may not be read, and that is said', async () => {
    const asked = { GitLabUrl: gitLab.url, GitLabCaCertificate: '/ca' };
    const { warnings } = await lookedAs('create', asked, { parameter: refused('ssm:GetParameter') });
    expect(warnings).toBe(
      'ssm:GetParameter failed with AccessDenied, so GitLab and the certificate of its authority could not be checked: allow it to the function, or see for yourself.',
    );
  });

  it('that is in maintenance for a moment is asked again', async () => {
    let asked = 0;
    const listener: RequestListener = (request, response) =>
      answering({ ...GITLAB, ...(asked++ === 0 && { 'GET /api/v4/version': [503, '<html>'] }) })(
        request,
        response,
      );
    const { reason, warnings } = await looked('create', { listener });
    expect([reason, warnings, asked]).toEqual([undefined, '', 2]);
  });

  it('that answers without end is none, and is not listened to for long', async () => {
    const { reason } = await looked('create', { listener: endless });
    expect(reason).toContain("does not lead to GitLab's API:");
    expect(reason).toContain('answered more than 1 MiB');
  });
});
