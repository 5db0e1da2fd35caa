import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../lib/certificates.ts';
import { freePort } from '../../lib/loopback.ts';
import { PROJECT } from '../../lib/project.ts';
import { type Server, startServer } from '../../lib/server.ts';

export interface EmulatorOptions {
  /** Makes it serve https://localhost; `authority` is the file that holds the certificate's authority. */
  readonly certificate?: Certificate & { readonly authority: string };
  readonly port?: number;
  /** Beside its own, for it and the functions that it runs. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** ministack, the AWS emulator, in a process and a folder of its own on a free loopback port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Server> {
  const { certificate, port = await freePort(), environment } = options;
  return startServer((folder) => ({
    name: 'The emulator',
    command: join(PROJECT, '.tools/emulator/bin/python3'),
    arguments: [join(import.meta.dirname, 'emulator.py')],
    endpoint: certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    health: '/_ministack/health',
    authority: certificate && readFileSync(certificate.authority, 'utf8'),
    environment: {
      PATH: `${join(PROJECT, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`,
      HOME: folder,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: 'localhost',
      LAMBDA_EXECUTOR: 'local',
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      ...(certificate && tls(certificate, folder)),
      ...environment,
    },
  }));
}

function tls(certificate: Certificate & { authority: string }, folder: string): NodeJS.ProcessEnv {
  const [cert, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  writeFileSync(cert, certificate.cert);
  writeFileSync(key, certificate.key, { mode: 0o600 });
  return {
    USE_SSL: '1',
    MINISTACK_SSL_CERT: cert,
    MINISTACK_SSL_KEY: key,
    // For the functions: without it they would be told to trust the certificate itself, which no authority of theirs signed.
    NODE_EXTRA_CA_CERTS: certificate.authority,
  };
}
