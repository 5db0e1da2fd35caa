import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { calls } from '../../scripts/local/machine/outside.ts';
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
}, 60_000);
afterAll(() => account.stop());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manager-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const settings = () => join(root, 'root/.docker/config.json');

test('a manager has the credential helper of its registries before gitlab-runner takes a job', async () => {
  await account.boot(root, { EcrRegistries: REGISTRIES.join() });
  expect(JSON.parse(readFileSync(settings(), 'utf8'))).toEqual({
    credHelpers: Object.fromEntries(REGISTRIES.map((one) => [one, 'ecr-login'])),
  });
  const made = calls(root);
  expect(made.indexOf(INSTALLS)).toBeGreaterThan(-1);
  expect(made.indexOf(INSTALLS)).toBeLessThan(made.indexOf('systemctl start --no-block gitlab-runner'));
}, 120_000);

test('without registries nothing is installed for them', async () => {
  await account.boot(root);
  expect(existsSync(settings())).toBe(false);
  expect(calls(root)).not.toContain(INSTALLS);
}, 120_000);
