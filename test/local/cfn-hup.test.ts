import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { builds } from './builds.ts';
import { type Account, managerAccount } from './manager-account.ts';

let account: Account;
const root = mkdtempSync(join(tmpdir(), 'manager-'));

beforeAll(async () => {
  account = await managerAccount();
}, 150_000);
afterAll(async () => {
  await account.stop();
  rmSync(root, { recursive: true, force: true });
});

const configuration = () => readFileSync(join(root, 'run/gitlab-runner/config.toml'), 'utf8');
const reloads = () => builds(root).filter(({ configSets }) => configSets === 'reload');

test('cfn-hup runs the reload once after an update that changed the metadata, and a reload that fails again', async () => {
  const { stackName, machine } = await account.boot(root);
  // One look each; the daemon looks every minute.
  const look = () => runOn(machine, ['/opt/aws/bin/cfn-hup', '--no-daemon']);
  expect(await look()).toEqual({ status: 0, output: '' });
  expect(reloads()).toEqual([]);

  const url = /^url = ".*"$/m.exec(configuration())?.[0];
  const changed = `[[runners]]\nname = "ci"\n${url}\nexecutor = "docker-autoscaler"\n`;
  await account.reconfigure(stackName, `concurrent =\n\n${changed}`);
  await look();
  expect(reloads().map(({ failure }) => failure)).toEqual(['Command 01_configuration failed']);
  expect(configuration()).toContain('concurrent = 10\n');

  await account.reconfigure(stackName, `concurrent = 20\n\n${changed}`);
  await look();
  await look();
  expect(reloads().map(({ failure }) => failure)).toEqual([expect.any(String), undefined]);
  expect(configuration()).toContain('concurrent = 20\n');
}, 300_000);
