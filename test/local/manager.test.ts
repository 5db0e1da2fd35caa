import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { calls, setLifecycleState } from '../../scripts/local/machine/outside.ts';
import { offerDownloads } from '../../scripts/local/stand-ins/downloads.ts';
import { builds } from './builds.ts';
import { type Account, managerAccount, TOKEN } from './manager-account.ts';

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

const at = (path: string) => join(root, path);
const read = (path: string) => readFileSync(at(path), 'utf8');
const script = (name: string) =>
  `set -a; . /etc/gitlab-runner-stack.env; PATH=/opt/gitlab-runner-stack:$PATH; ${name}`;

/** Every file of the machine that holds the text. */
const filesWith = (text: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(text))
    .map((path) => path.slice(root.length));

test("the template's manager boots, and the token is in the memory of root alone", async () => {
  const { stackName, ...manager } = await account.boot(root);
  expect(builds(root).map(({ configSets, failure }) => [configSets, failure])).toEqual([
    ['boot', undefined],
    ['start', undefined],
  ]);
  await waitUntilStackCreateComplete(
    { client: account.cloudFormation, maxWaitTime: 20, minDelay: 1 },
    { StackName: stackName },
  );
  expect(read('run/gitlab-runner/config.toml')).toContain(
    `[[runners]]\nid = 1001\ntoken = "${TOKEN}"\ntoken_obtained_at = 2026-11-24T12:00:00Z\nname = "ci"\n`,
  );
  expect(statSync(at('run/gitlab-runner/config.toml')).mode & 0o777).toBe(0o600);
  expect(statSync(at('run/gitlab-runner')).mode & 0o777).toBe(0o700);
  // gitlab-runner itself names a runner by the first nine characters of its token.
  expect(filesWith(TOKEN)).toEqual(['/run/gitlab-runner/config.toml']);
  const plugins = 'opt/gitlab-runner-stack/plugins/registry.gitlab.com/gitlab-org/fleeting/plugins';
  expect(readdirSync(at(plugins), { recursive: true })).toEqual(['aws', 'aws/1.1.0', 'aws/1.1.0/plugin']);
  expect(manager.calls.filter((call) => /^(systemd |dnf|amazon)/.test(call))).toEqual([
    'systemd gitlab-runner.service would run /usr/local/bin/gitlab-runner run --config /run/gitlab-runner/config.toml --working-directory /var/lib/gitlab-runner',
    'systemd gitlab-runner-drain.service would run /opt/gitlab-runner-stack/drain',
    'systemd gitlab-runner-token.path would run ',
    'systemd gitlab-runner-health.timer would run ',
    'systemd cfn-hup.service would run /opt/aws/bin/cfn-hup',
    'dnf -y install amazon-cloudwatch-agent',
    'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/gitlab-runner-logs.json',
  ]);

  const [, action = ''] = read('etc/cfn/hooks.d/reload.conf').match(/^action=(.+)$/m) ?? [];
  for (const _ of ['once', 'again'])
    expect(await runOn(manager.machine, action.split(' '))).toEqual({ status: 0, output: '' });
  expect(filesWith(TOKEN)).toEqual(['/run/gitlab-runner/config.toml']);
}, 300_000);

test.each([
  ['a binary that came by half', 'gitlab-runner-linux-', 'gitlab-runner 19.4.0 does not have the checksum'],
  ['checksums that GitLab did not sign', 'release.sha256', "GitLab's signature on the checksums of"],
])(
  '%s is not run, and the stack says so',
  async (_, name, reason) => {
    offerDownloads(root);
    const downloads = at('outside/downloads');
    for (const file of readdirSync(downloads).filter((one) => one.startsWith(name) && !one.endsWith('.asc')))
      appendFileSync(join(downloads, file), 'more\n');
    const { stackName } = await account.boot(root);
    expect(builds(root)).toMatchObject([{ failure: 'Command 02_runner failed' }]);
    expect(await account.reasons(stackName)).toContain(`install-runner: ${reason.split(' ')[0]}`);
    expect(await account.reasons(stackName)).toContain(reason);
  },
  300_000,
);

test('a token that the running gitlab-runner renewed goes back into Parameter Store', async () => {
  const { machine } = await account.boot(root);
  const config = read('run/gitlab-runner/config.toml');
  const renewed = config.replace(TOKEN, 'glrt-MARKED-renewed').replace('T12:00:00Z', 'T13:00:00Z');
  writeFileSync(at('run/gitlab-runner/config.toml'), renewed);
  expect(await runOn(machine, ['bash', '-c', script('keep-token')])).toMatchObject({ status: 0 });
  expect(await account.storedToken()).toBe('glrt-MARKED-renewed');
}, 300_000);

test('a manager that Auto Scaling is about to end lets its jobs finish, then lets go', async () => {
  const { machine } = await account.boot(root);
  setLifecycleState(root, 'Terminated');
  writeFileSync(at('outside/run-units'), 'gitlab-runner.service\n');
  const ended = await runOn(machine, ['bash', '-c', script('systemctl restart gitlab-runner && drain')]);
  expect(ended.status).toBe(0);
  const group = '--auto-scaling-group-name managers --lifecycle-hook-name drain --instance-id';
  const drained = calls(root).filter((call) => /-name drain|systemctl stop|gracefully/.test(call));
  expect(drained.sort()).toEqual([
    `aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE ${group} ${account.instanceId}`,
    `aws autoscaling record-lifecycle-action-heartbeat ${group} ${account.instanceId}`,
    'gitlab-runner ends gracefully',
    'systemctl stop gitlab-runner',
  ]);
}, 300_000);
