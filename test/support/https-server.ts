import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type Running, serve as serveOn } from '../../scripts/lib/serve.ts';

export const authority = certificateAuthority();
const own = authority.issue('localhost');

/** An HTTPS server on loopback, known as localhost. */
export const serve = (listener: RequestListener, certificate: Certificate = own): Promise<Running> =>
  serveOn(listener, { certificate });

/** Answers each path with a status and a body; what is not named is GitLab's 404. */
export function answering(answers: Readonly<Record<string, readonly [number, unknown]>>): RequestListener {
  return ({ method, url }, response) => {
    const [status, body] = answers[`${method} ${url}`] ?? [404, { error: '404 Not Found' }];
    response.writeHead(status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** A GitLab of today, as it answers without a credential. */
export const GITLAB = {
  'GET /api/v4/version': [401, { message: '401 Unauthorized' }],
  'POST /api/v4/runners': [400, { error: 'token is missing' }],
  'POST /api/v4/user/runners': [401, { message: '401 Unauthorized' }],
} as const;

/** A certificate for localhost that signed itself and ended years ago; of openssl's commands only `ca` makes one. */
export function expiredCertificate(): Certificate {
  const cwd = mkdtempSync(join(tmpdir(), 'expired-'));
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd, stdio: 'pipe' });
  const config = [
    '[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=.\ndatabase=index\nrand_serial=yes\ndefault_md=sha256',
    'policy=any\nx509_extensions=names\n[any]\ncommonName=supplied\n[names]\nsubjectAltName=DNS:localhost\n',
  ];
  writeFileSync(join(cwd, 'ca.cnf'), config.join('\n'));
  writeFileSync(join(cwd, 'index'), '');
  openssl(
    'req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out csr.pem -subj /CN=localhost',
  );
  openssl(
    'ca -batch -selfsign -notext -config ca.cnf -keyfile key.pem -in csr.pem -out cert.pem -startdate 20200101000000Z -enddate 20200102000000Z',
  );
  const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
  return { cert: read('cert.pem'), key: read('key.pem') };
}
