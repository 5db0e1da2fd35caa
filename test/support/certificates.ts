import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '../../scripts/lib/certificates.ts';

/** openssl's commands in a folder of their own, and what is in it. */
function workshop() {
  const cwd = mkdtempSync(join(tmpdir(), 'certificates-'));
  return {
    openssl: (line: string) => execFileSync('openssl', line.split(' '), { cwd, stdio: 'pipe' }),
    write: (name: string, text: string) => writeFileSync(join(cwd, name), text),
    read: (name: string) => readFileSync(join(cwd, name), 'utf8'),
  };
}

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/**
 * A certificate for localhost that signed itself, good between two moments such as 20200101000000Z; of openssl's
 * commands only `ca` takes them.
 */
export function selfSignedCertificate(
  from: string,
  to: string,
  extensions = 'subjectAltName=DNS:localhost',
): Certificate {
  const { openssl, write, read } = workshop();
  const config = [
    '[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=.\ndatabase=index\nrand_serial=yes\ndefault_md=sha256',
    'policy=any\nx509_extensions=names\n[any]\ncommonName=supplied\n[names]',
    `${extensions}\n`,
  ];
  write('ca.cnf', config.join('\n'));
  write('index', '');
  openssl(`req ${NEW_KEY} -keyout key.pem -out csr.pem -subj /CN=localhost`);
  openssl(
    `ca -batch -selfsign -notext -config ca.cnf -keyfile key.pem -in csr.pem -out cert.pem -startdate ${from} -enddate ${to}`,
  );
  return { cert: read('cert.pem'), key: read('key.pem') };
}

/** It ended years ago. */
export const expiredCertificate = () => selfSignedCertificate('20200101000000Z', '20200102000000Z');

/** A root, an authority below it, and that one's certificate for localhost. */
export function certificateChain() {
  const { openssl, write, read } = workshop();
  write('authority', 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n');
  write('server', 'subjectAltName=DNS:localhost\n');
  openssl(`req -x509 ${NEW_KEY} -keyout root.key -out root.pem -days 2 -subj /CN=Root`);
  const issue = (name: string, by: string, extensions: string) => {
    openssl(`req ${NEW_KEY} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`);
    openssl(
      `x509 -req -in ${name}.csr -CA ${by}.pem -CAkey ${by}.key -CAcreateserial -days 2 -extfile ${extensions} -out ${name}.pem`,
    );
    return read(`${name}.pem`);
  };
  const intermediate = issue('intermediate', 'root', 'authority');
  const leaf = issue('localhost', 'intermediate', 'server');
  return { root: read('root.pem'), intermediate, leaf, key: read('localhost.key') };
}
