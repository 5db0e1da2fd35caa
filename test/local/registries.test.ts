import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import { JOURNAL } from '../../template/sentences.ts';
import { type Account, managerAccount } from './manager-account.ts';

const REGISTRIES = [
  '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
  '923456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
];
const INSTALLS = 'dnf -y install amazon-ecr-credential-helper';
let account: Account;
let root: string;

beforeAll(async () => {
  account = await managerAccount();
}, 150_000);
afterAll(() => account.stop());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manager-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** How far amazon-ecr-credential-helper looks at a host: ecrPattern in ecr-login/api/client.go. */
const HOSTS = {
  '0.4.0':
    '^[a-zA-Z0-9][a-zA-Z0-9_-]*[.]dkr[.]ecr(-fips)?[.][a-zA-Z0-9][a-zA-Z0-9_-]*[.]amazonaws[.]com([.]cn)?',
  '0.9.1': '^[0-9]{12}[.]dkr[.]ecr(-fips)?[.][a-zA-Z0-9][a-zA-Z0-9_-]*[.]amazonaws[.]com([.]cn)?$',
};

/** Gives a manager the helper of a version, which may read all registries. */
function helper(version: keyof typeof HOSTS): void {
  const program = `#!/bin/bash
[ "$1" = get ] || exit 1
grep -qE '${HOSTS[version]}' || { echo "credentials not found in native keychain"; exit 1; }
echo '{"Username":"AWS","Secret":"s"}'
`;
  place(root, 'usr/local/bin/docker-credential-ecr-login', program, 0o755);
}

const settings = () => join(root, 'root/.docker/config.json');

test('a manager has the credential helper of its registries before gitlab-runner takes a job', async () => {
  helper('0.9.1');
  await account.boot(root, { EcrRegistries: REGISTRIES.join() });
  expect(JSON.parse(readFileSync(settings(), 'utf8'))).toEqual({
    credHelpers: Object.fromEntries(REGISTRIES.map((one) => [one, 'ecr-login'])),
  });
  const made = calls(root);
  expect(made.indexOf(INSTALLS)).toBeGreaterThan(-1);
  expect(made.indexOf(INSTALLS)).toBeLessThan(made.indexOf('systemctl start --no-block gitlab-runner'));
}, 300_000);

test('without registries nothing is installed for them', async () => {
  await account.boot(root);
  expect(existsSync(settings())).toBe(false);
  expect(calls(root)).not.toContain(INSTALLS);
}, 300_000);

test('a helper that would give a token to a host of the job’s choice is not used, and the manager says so', async () => {
  helper('0.4.0');
  await account.boot(root, { EcrRegistries: REGISTRIES.join() });
  expect(existsSync(settings())).toBe(false);
  expect(readFileSync(join(root, 'run/gitlab-runner-step'), 'utf8')).toContain(JOURNAL.oldHelper);
  expect(calls(root)).toContain('systemctl start --no-block gitlab-runner');
}, 300_000);
