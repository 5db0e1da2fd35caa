import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Machine, runOn } from '../../scripts/local/machine/machine.ts';
import { place } from '../../scripts/local/machine/outside.ts';
import { type Account, managerAccount } from './manager-account.ts';

const UNITS = 'etc/systemd/system';
let account: Account;
let machine: Machine;
const root = mkdtempSync(join(tmpdir(), 'manager-'));

beforeAll(async () => {
  if (spawnSync('systemd-analyze', ['--version']).error)
    throw new Error('systemd-analyze is not installed: it is in the package systemd.');
  account = await managerAccount();
  ({ machine } = await account.boot(root));
}, 120_000);
afterAll(async () => {
  await account?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** On a booted manager, which has what its units name; not as the machine's first process, which would log to a console. */
const verify = (...names: string[]) =>
  runOn(machine, ['sh', '-c', `cd /${UNITS} && systemd-analyze verify --man=no ${names.join(' ')}; exit $?`]);

test("systemd's own check finds nothing in any unit of a manager", async () => {
  const names = readdirSync(join(root, UNITS)).filter((name) => /\.(service|path|timer|slice)$/.test(name));
  expect(names.length).toBeGreaterThan(3);
  expect(await verify(...names)).toEqual({ status: 0, output: '' });
}, 60_000);

test('it finds what is wrong, so that nothing found means something', async () => {
  place(root, `${UNITS}/wrong.service`, '[Service]\nExecStart=/opt/nothing\nTimeoutStopSecs=5\n');
  const { output } = await verify('wrong.service');
  expect(output).toContain("Unknown key 'TimeoutStopSecs' in section [Service]");
  expect(output).toContain('/opt/nothing is not executable');
}, 60_000);
