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

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/** A certificate authority of its own, made by openssl in `folder`. */
export function certificateAuthority(folder = mkdtempSync(join(tmpdir(), 'authority-'))): Authority {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { stdio: 'pipe', cwd: folder });
  openssl(
    `req -x509 ${NEW_KEY} -keyout ca.key -out ca.crt -days 2 -subj /CN=test-authority -addext keyUsage=critical,keyCertSign`,
  );
  return {
    cert: text('ca.crt'),
    file: join(folder, 'ca.crt'),
    issue(...hosts) {
      const names = hosts.map((host) => (/^[\d.:]+$/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
      writeFileSync(join(folder, 'extensions'), `subjectAltName=${names}\n`);
      openssl(`req ${NEW_KEY} -keyout leaf.key -out leaf.csr -subj /CN=${hosts[0]}`);
      openssl(
        'x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out leaf.crt',
      );
      return { cert: text('leaf.crt'), key: text('leaf.key') };
    },
  };
}
