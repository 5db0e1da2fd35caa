import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { DISAGREEMENTS, type DisagreementName } from '../../functions/gitlab/disagreements.ts';
import { ExchangeError, exchange } from '../../functions/https/exchange.ts';
import { failureOf } from '../../functions/https/failure.ts';
import { certificateChain } from '../support/certificates.ts';
import { startDisagreeing } from '../support/disagreeing-servers.ts';
import { authority, serve } from '../support/https-server.ts';

const stops: Array<() => void> = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const ask = (url: string, ca: string) =>
  exchange({
    ...{ url, ca, method: 'POST', headers: {}, body: '{}', timeout: 5_000 },
    signal: new AbortController().signal,
  }).catch((error: unknown) => {
    if (error instanceof ExchangeError) return error;
    throw error;
  });

describe('a server that does not come to terms', () => {
  test.each(
    Object.keys(DISAGREEMENTS) as DisagreementName[],
  )('is told as %s, and has got nothing', async (name) => {
    const { url, ca, stop } = await startDisagreeing(name);
    stops.push(stop);
    const error = await ask(url, ca);
    if (!(error instanceof ExchangeError)) throw new Error('There was an answer.');
    expect({ failure: failureOf(error.code), sent: error.sent }, error.code).toEqual({
      failure: name,
      sent: false,
    });
  });
});

test('what is no HTTP is told as that', async () => {
  const server = createTlsServer(
    authority.issue('localhost'),
    (socket) => void socket.end('220 mail ready\r\n'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  const { port } = server.address() as { port: number };
  const error = await ask(`https://localhost:${port}`, authority.cert);
  expect(error).toMatchObject({ code: expect.stringMatching(/^HPE_/), sent: true });
});

test.each([
  ['HPE_INVALID_CONSTANT', 'not-http'],
  ['ERR_SSL_EE_CERTIFICATE_KEY_TOO_WEAK', 'unsuitable'],
  ['ERR_SSL_CA_SIGNATURE_DIGEST_ALGORITHM_TOO_WEAK', 'unsuitable'],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'other-name'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'no-common-tls'],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'client-certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', 'silent'],
  ['ENOTFOUND', 'unknown-name'],
  ['ECONNREFUSED', 'unreachable'],
])('%s is told as %s', (code, failure) => {
  expect(failureOf(code)).toBe(failure);
});

describe('a private CA', () => {
  const { root, intermediate, leaf, key } = certificateChain();
  /** Whether a server that sends so much of its chain is trusted. */
  async function trusts(sent: string, given: string): Promise<boolean> {
    const { url, stop } = await serve((_, response) => void response.end('{}'), { cert: sent, key });
    stops.push(stop);
    return !((await ask(url, given)) instanceof Error);
  }

  // Each was tried with Go 1.26's crypto/tls, which gitlab-runner uses, with the same result.
  test.each([
    ['its root', root, leaf + intermediate, true],
    ['its intermediate', intermediate, leaf + intermediate, true],
    ["the server's own certificate", leaf, leaf + intermediate, true],
    ['all of them', root + intermediate + leaf, leaf + intermediate, true],
    ['its intermediate, with a server that sends no chain', intermediate, leaf, true],
    ['its root, with a server that sends no chain', root, leaf, false],
    ['another one', authority.cert, leaf + intermediate, false],
  ])('is trusted, as GitLab Runner trusts it, by %s', async (_, given, sent, trusted) => {
    expect(await trusts(sent, given)).toBe(trusted);
  });
});
