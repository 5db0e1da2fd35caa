import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An OpenPGP key, in place of the one that GitLab signs releases with. */
export interface ReleaseKey {
  /** 40 hexadecimal digits, in capitals. */
  readonly fingerprint: string;
  readonly publicKey: Buffer;
  /** A detached signature. */
  sign(text: string): Buffer;
}

/** Makes a key that lasts as long as this process. Throws where gpg is not installed. */
export function makeReleaseKey(): ReleaseKey {
  const home = mkdtempSync(join(tmpdir(), 'release-key-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const gpg = (args: readonly string[], input = ''): Buffer => {
    try {
      return execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], {
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
  gpg(['--passphrase', '', '--quick-generate-key', 'In place of GitLab', 'ed25519', 'sign', 'never']);
  const keys = gpg(['--with-colons', '--list-keys']).toString();
  return {
    fingerprint: keys.match(/^fpr:+([0-9A-F]{40}):/m)?.[1] ?? '',
    publicKey: gpg(['--export']),
    sign: (text) => gpg(['--detach-sign'], text),
  };
}
