import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DISAGREEMENTS, type DisagreementName } from '../../functions/gitlab/disagreements.ts';
import { type Code, FINDINGS } from '../../functions/preflight/findings.ts';
import { freePort } from '../../scripts/lib/loopback.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { startDisagreeing } from '../support/disagreeing-servers.ts';
import { answering, authority, GITLAB, serve } from '../support/https-server.ts';
import { lookedAs, refused } from './account.ts';

interface Case {
  readonly listener?: RequestListener;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly says: string;
}

type AboutGitLab =
  | Exclude<Extract<Code, `${string}gitlab${string}`>, `gitlab-${DisagreementName}`>
  | 'no-registration-tokens'
  | 'no-access-tokens';

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
  'gitlab-redirects': {
    listener: (_request, response) =>
      void response.writeHead(302, { location: 'https://new.example/a' }).end(),
    says: 'redirects to https://new.example: give that URL',
  },
  'not-gitlab': {
    listener: answering({ 'GET /api/v4/version': [404, '<html>'] }),
    says: "does not lead to GitLab's API: HOST returned 404 text/html: correct it, its path included",
  },
  'gitlab-page': {
    listener: answering({ 'GET /api/v4/version': [200, '<html>'] }),
    says: "HOST returned 200 text/html, which is not of GitLab's API: a firewall, a proxy or a login page",
  },
  'gitlab-busy': {
    listener: answering({ 'GET /api/v4/version': [503, '<html>'] }),
    says: 'GitLab at HOST returned 503: see that it is well, and not in maintenance',
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
  { listener = answering(GITLAB), changes }: Omit<Case, 'says'>,
) {
  const server = await serve(listener);
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

describe.each(Object.entries(DISAGREEMENTS))('the finding gitlab-%s', (name, { message, remedy }) => {
  it.each(['create', 'update'] as const)('names what the two sides disagree about on %s', async (kind) => {
    const { url, ca, stop } = await startDisagreeing(name as DisagreementName);
    const { reason, warnings } = await lookedAs(kind, { GitLabCaCertificate: ca, GitLabUrl: url });
    stop();
    const said = kind === 'create' ? reason : warnings;
    const begin = message.split(' ({code})')[0]?.replace('{host}', new URL(url).host);
    expect(said).toContain(begin);
    expect(said).toContain(`: ${remedy}.`);
    expect(kind === 'create' ? warnings : reason).toBe(kind === 'create' ? '' : undefined);
  });
});

describe('what stands before GitLab', () => {
  it.each([
    [401, '<html>'],
    [403, '<html>'],
    [403, { message: 'Forbidden' }],
    [403, { error: 'Forbidden' }],
    [405, { message: 'Method Not Allowed' }],
    [451, { message: 'Unavailable For Legal Reasons' }],
    [403, { title: 'Error 1020: Access denied', status: 403, cloudflare_error: true }],
  ])('and answers %i %o in its place is only warned of, and nothing else is blamed', async (status, page) => {
    const listener = answering({ ...GITLAB, 'GET /api/v4/version': [status, page] });
    const { reason, warnings } = await looked('create', { listener });
    expect(reason).toBeUndefined();
    expect(warnings).toContain("is not of GitLab's API: a firewall, a proxy or a login page");
    expect(warnings).not.toMatch(/credential|token|path/);
  });

  it.each([
    [404, '<html>'],
    [404, { message: 'no Route matched with those values' }],
    [405, { message: 'Method Not Allowed' }],
    [410, { message: 'Gone' }],
  ])('and hides the way to register with %i %o says nothing of the age of GitLab', async (status, page) => {
    const listener = answering({ ...GITLAB, 'POST /api/v4/user/runners': [status, page] });
    const { reason, warnings } = await looked('create', { listener, changes: { GitLabTokenKind: 'access' } });
    expect([reason, warnings]).toEqual([undefined, '']);
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
      'ssm:GetParameter failed with AccessDenied, so GitLab and its CA certificate could not be checked: allow it to the function, or see for yourself.',
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

  it.each(['maintenance', 'read-only'] as const)('that takes no writes (%s) is warned of', async (writes) => {
    gitLab.set({ writes });
    const asked = { GitLabUrl: gitLab.url, GitLabTokenKind: 'access', GitLabCaCertificate: '/ca' };
    const { reason, warnings } = await lookedAs('create', asked, account);
    gitLab.set({ writes: 'allowed' });
    expect(reason).toBeUndefined();
    expect(warnings).toMatch(/GitLab at localhost:\d+ returned (403|503): see that it is well, and not in/);
  });

  it('is asked under the name and version of this project', async () => {
    await lookedAs('create', { GitLabUrl: gitLab.url, GitLabCaCertificate: '/ca' }, account);
    expect(gitLab.requests.at(-1)?.headers['user-agent']).toMatch(/^gitlab-runner-stack\/\d+\.\d+\.\d+$/);
  });

  it('that answers without end is none, and is not listened to for long', async () => {
    const { reason } = await looked('create', { listener: endless });
    expect(reason).toContain("does not lead to GitLab's API:");
    expect(reason).toContain('returned more than 1 MiB');
  });
});
