import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}
export interface Authority {
  readonly cert: string;
  /** The file that holds `cert`, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
  issue(...hosts: string[]): Certificate;
}

/** A certificate authority of its own, made by openssl in `folder`. */
export function certificateAuthority(folder = mkdtempSync(join(tmpdir(), 'authority-'))): Authority {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const constraints = ['-addext', 'keyUsage=critical,keyCertSign'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
    ...constraints,
  );
  return {
    cert: readFileSync(at('ca.crt'), 'utf8'),
    file: at('ca.crt'),
    issue(...hosts) {
      const names = hosts.map((host) => (/^[\d.:]+$/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
      writeFileSync(at('extensions'), `subjectAltName=${names}\n`);
      openssl('req', ...newKey, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', `/CN=${hosts[0]}`);
      openssl(
        'x509',
        '-req',
        '-in',
        'leaf.csr',
        '-CA',
        'ca.crt',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        'extensions',
        '-out',
        'leaf.crt',
      );
      return { cert: readFileSync(at('leaf.crt'), 'utf8'), key: readFileSync(at('leaf.key'), 'utf8') };
    },
  };
}
