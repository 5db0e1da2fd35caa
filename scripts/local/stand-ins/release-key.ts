import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An OpenPGP key, in place of the one that GitLab signs releases with. */
export interface ReleaseKey {
  /** 40 hexadecimal digits, in capitals. */
  readonly fingerprint: string;
  readonly publicKey: Buffer;
  /** A detached signature. */
  sign(text: string): Buffer;
  /** The public key after its owner has revoked it. */
  revoke(): Buffer;
}
export interface ReleaseKeyOptions {
  /** What the owner chose to be called. */
  readonly userId?: string;
  /** Made long ago, for a day. */
  readonly expired?: boolean;
}

const homes: string[] = [];
process.once('exit', () => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Makes a key that lasts as long as this process. Throws where gpg is not installed. */
export function makeReleaseKey({
  userId = 'In place of GitLab',
  expired,
}: ReleaseKeyOptions = {}): ReleaseKey {
  const time = expired ? ['--faked-system-time', '20260101T000000'] : [];
  const home = mkdtempSync(join(tmpdir(), 'release-key-'));
  homes.push(home);
  const gpg = (args: readonly string[], input = ''): Buffer => {
    try {
      return execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...time, ...args], {
        input,
        stdio: 'pipe',
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new Error('gpg is not installed: it is in the package gnupg.');
    } finally {
      // A key is used through gpg's agent, which would stay.
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
    }
  };
  const validity = expired ? '1d' : 'never';
  gpg(['--passphrase', '', '--quick-generate-key', userId, 'ed25519', 'sign', validity]);
  const keys = gpg(['--with-colons', '--list-keys']).toString();
  const fingerprint = keys.match(/^fpr:+([0-9A-F]{40}):/m)?.[1] ?? '';
  return {
    fingerprint,
    publicKey: gpg(['--export']),
    sign: (text) => gpg(['--detach-sign'], text),
    revoke() {
      // gpg makes the certificate with the key; a colon before it keeps it from being imported by mistake.
      const certificate = readFileSync(join(home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8');
      gpg(['--import'], certificate.replace(/^:/m, ''));
      return gpg(['--export']);
    },
  };
}
