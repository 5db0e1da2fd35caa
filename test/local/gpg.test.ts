import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { offerDownloads } from '../../scripts/local/stand-ins/downloads.ts';

// As on Amazon Linux 2023, whose image has gnupg2-minimal.
test('gpg on a machine finds no agent, without which an import that looks for one ends with 2', async () => {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  offerDownloads(root);
  const line = (options: string) =>
    `mkdir -p -m 700 /tmp/keys; GNUPGHOME=/tmp/keys gpg ${options} --batch --quiet --import /outside/downloads/*.pub.gpg`;
  const run = (options: string) => runOn({ root, standIns: STAND_INS }, ['sh', '-c', line(options)]);
  expect(await run('')).toMatchObject({
    status: 2,
    output: expect.stringMatching(/can't connect to the (gpg-)?agent/),
  });
  expect(await run('--no-autostart')).toMatchObject({ status: 0 });
  rmSync(root, { recursive: true });
});
