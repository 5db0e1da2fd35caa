import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Certificate, certificateAuthority } from '../../scripts/lib/certificates.ts';
import { startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { certificateChain, expiredCertificate } from '../support/certificates.ts';
import { startDisagreeing } from '../support/disagreeing-servers.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectNothing } from './create.ts';

const authority = certificateAuthority();
let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterEach(() => expect(stack.output()).not.toContain('MARKED'));
afterAll(() => stack.stop());

/** What comes of a Create at a GitLab with this certificate, which is in nobody's root store. */
async function createAt(certificate: Certificate, GitLabCaCertificate: string) {
  const gitLab = await startGitLab({ certificate });
  const properties = { GitLabUrl: gitLab.url, GitLabToken: gitLab.registrationToken, GitLabCaCertificate };
  const made = await create(stack, properties);
  await gitLab.stop();
  return { made, seen: gitLab.requests.length, host: new URL(gitLab.url).host, runners: gitLab.runners.size };
}

test('an expired certificate fails, and nothing is sent', async () => {
  const expired = expiredCertificate();
  const { made, seen, host } = await createAt(expired, expired.cert);
  expectNothing(made, `The certificate of ${host} has expired: renew it on the GitLab server.`, 0);
  expect(seen).toBe(0);
});

test('a certificate of a private CA fails with a hint, and nothing is sent', async () => {
  const { made, seen } = await createAt(authority.issue('localhost'), '');
  expectNothing(made, 'give the CA certificate as GitLabCaCertificate', 0);
  expect(seen).toBe(0);
});

test('a certificate of a private CA that is given is trusted', async () => {
  const { made, runners } = await createAt(authority.issue('localhost'), authority.cert);
  expect({ status: made.status, runners, stored: made.stored.length }).toEqual({
    status: 'SUCCESS',
    runners: 1,
    stored: 1,
  });
});

test.each([
  'intermediate',
  'leaf',
] as const)('the %s of a private CA alone is trusted, as GitLab Runner trusts it', async (given) => {
  const { intermediate, leaf, key, ...chain } = certificateChain();
  const { made, runners } = await createAt(
    { cert: leaf + intermediate, key },
    { ...chain, intermediate, leaf }[given],
  );
  expect({ status: made.status, runners, reason: made.reason }).toEqual({
    status: 'SUCCESS',
    runners: 1,
    reason: '',
  });
});

test.each([
  ['client-certificate', 'asks for a client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)'],
  ['tls-version', 'speaks no TLS that is accepted here (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)'],
  ['not-tls', 'does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER): check the port in GitLabUrl'],
] as const)('a server with which there is no TLS (%s) fails with why, and no runner is looked for', async (name, said) => {
  const { url, ca, stop } = await startDisagreeing(name);
  const GitLabToken = stack.gitLab.issueAccessToken(['api']);
  const made = await create(stack, {
    GitLabUrl: url,
    GitLabToken,
    RunnerScope: 'project/7',
    GitLabCaCertificate: ca,
  });
  stop();
  expectNothing(made, said, 0);
});

test('a private CA that is given does not take the place of the public ones', async () => {
  const { status, runners } = await create(stack, {
    GitLabToken: stack.gitLab.registrationToken,
    GitLabCaCertificate: authority.cert,
  });
  expect({ status, runners: runners.length }).toEqual({ status: 'SUCCESS', runners: 1 });
});

test('a certificate for another host fails, and nothing is sent', async () => {
  const { made, seen, host } = await createAt(authority.issue('gitlab.example'), authority.cert);
  expectNothing(made, `The certificate of ${host} is for another host name: check GitLabUrl`, 0);
  expect(seen).toBe(0);
});
