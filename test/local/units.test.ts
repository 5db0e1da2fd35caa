import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Machine, runOn } from '../../scripts/local/machine/machine.ts';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import { TEMPLATE } from '../template/programs.ts';
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
}, 300_000);
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
}, 150_000);

test('it finds what is wrong, so that nothing found means something', async () => {
  place(root, `${UNITS}/wrong.service`, '[Service]\nExecStart=/opt/nothing\nTimeoutStopSecs=5\n');
  const { output } = await verify('wrong.service');
  expect(output).toContain("Unknown key 'TimeoutStopSecs' in section [Service]");
  expect(output).toContain('/opt/nothing is not executable');
}, 150_000);

/** How exposed a unit is, from 0 to 10, as systemd-analyze of systemd 252 sums it up. Unhardened it is 9.6. */
test.each([
  ['gitlab-runner.service', 3],
  ['gitlab-runner-token.service', 3],
  ['gitlab-runner-drain.service', 3],
  ['cfn-hup.service', 7],
])('who takes over %s gets less than all of the manager: %d of 10 at most', (unit, most) => {
  const file = join(TEMPLATE, 'manager', UNITS, unit);
  const arguments_ = ['security', '--offline=true', '--no-pager', file];
  const { stdout } = spawnSync('systemd-analyze', arguments_, { encoding: 'utf8' });
  const exposure = Number(/Overall exposure level for \S+: ([\d.]+) /.exec(stdout)?.[1]);
  expect(exposure).toBeGreaterThan(0);
  expect(exposure).toBeLessThanOrEqual(most);
});

// A page of tmpfs outlives the control group that wrote it, so that the file is in ramfs.
test('who reads the disk finds no token: nothing that has it in memory is swapped or dumped', () => {
  const text = (path: string) => readFileSync(join(TEMPLATE, 'manager', path), 'utf8');
  const holders = readdirSync(join(TEMPLATE, 'manager', UNITS)).filter((name) =>
    /^Exec\w+=\S*(fetch-configuration|keep-token|gitlab-runner run)/m.test(
      name.endsWith('.service') ? text(join(UNITS, name)) : '',
    ),
  );
  expect(holders).toEqual(['gitlab-runner-token.service', 'gitlab-runner.service']);
  for (const unit of holders) expect(text(join(UNITS, unit))).toContain('\nMemorySwapMax=0\nLimitCORE=0\n');
  expect(text('opt/gitlab-runner-stack/run-step')).toContain('\nulimit -c 0\n');
  expect(text('opt/gitlab-runner-stack/run-step')).toContain('--scope -p MemorySwapMax=0 timeout ');
  expect(readFileSync(join(root, 'etc/fstab'), 'utf8')).toContain('ramfs /run/gitlab-runner ramfs mode=0700');
  expect(calls(root)).toContain('mount /run/gitlab-runner');
});

test('who has one mount fail gets no token onto the disk: the next try mounts', async () => {
  place(root, 'outside/calls', '');
  expect((await runOn(machine, ['/opt/gitlab-runner-stack/add-ramfs'])).status).toBe(0);
  expect(calls(root)).toContain('mount /run/gitlab-runner');
  expect(readFileSync(join(root, 'etc/fstab'), 'utf8').match(/gitlab-runner/g)).toHaveLength(1);
}, 150_000);

test('who takes over gitlab-runner leaves nothing in root’s home, where programs outside of its sandbox look', () => {
  const units = readdirSync(join(TEMPLATE, 'manager', UNITS)).filter((name) => name.endsWith('.service'));
  const sandboxed = units
    .map((name) => readFileSync(join(TEMPLATE, 'manager', UNITS, name), 'utf8'))
    .filter((text) => text.includes('\nProtectSystem=strict\n'));
  expect(sandboxed).toHaveLength(4);
  for (const text of sandboxed) {
    expect(text).toContain('\nProtectHome=tmpfs\n');
    expect(text).not.toMatch(/^(ReadWrite|Bind)Paths=.*\/(root|home)/m);
  }
});

test("docker-machine's keys are where gitlab-runner may write, and not in root's home", async () => {
  const settings = '. /etc/gitlab-runner-stack.env; PATH=/opt/gitlab-runner-stack:$PATH';
  const line = `set -a; ${settings}; EXECUTOR=docker+machine; install-docker-machine`;
  expect((await runOn(machine, ['bash', '-c', line])).status).toBe(0);
  expect(readdirSync(join(root, 'var/lib/gitlab-runner/machine'))).toContain('certs');
}, 150_000);

test('who takes over gitlab-runner leaves no certificate of his own to the starts to come', async () => {
  const units = readdirSync(join(TEMPLATE, 'manager', UNITS)).filter((name) => name.endsWith('.service'));
  const written = units.flatMap((name) =>
    readFileSync(join(TEMPLATE, 'manager', UNITS, name), 'utf8').match(/^ReadWritePaths=.*$/gm),
  );
  expect(new Set(written.filter(Boolean))).toEqual(new Set(['ReadWritePaths=/run/gitlab-runner']));
  // Of a stack without GitLabCaCertificate, too.
  place(root, 'etc/gitlab-runner-stack.ca', '\n');
  place(root, 'run/gitlab-runner/gitlab-ca.pem', 'of the attacker');
  const settings = 'set -a; . /etc/gitlab-runner-stack.env; PATH=/opt/gitlab-runner-stack:$PATH';
  await runOn(machine, ['bash', '-c', `${settings}; fetch-configuration`]);
  expect(existsSync(join(root, 'run/gitlab-runner/gitlab-ca.pem'))).toBe(false);
}, 150_000);
