import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FAILURES } from '../../functions/custom-resource/sentences.ts';
import { place } from '../../scripts/local/machine/outside.ts';
import { offerDownloads } from '../../scripts/local/stand-ins/downloads.ts';
import { builds } from './builds.ts';
import { type Account, managerAccount } from './manager-account.ts';

let account: Account;
let root: string;

beforeAll(async () => {
  account = await managerAccount();
}, 150_000);
afterAll(() => account.stop());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manager-'));
  offerDownloads(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Lets one program of the machine refuse the calls whose arguments hold a text, and do the others as ever. */
function refuse(program: string, text: string, otherwise = 'exit 0'): void {
  const refusal = `case "$*" in *"${text}"*) echo "${program}: ${text} is broken" >&2; exit 1 ;; esac`;
  place(root, `usr/local/bin/${program}`, `#!/bin/bash\n${refusal}\n${otherwise}\n`, 0o755);
}
const SYSTEMCTL =
  'exec "$(. /outside/environment; echo "$PROJECT")/scripts/local/stand-ins/layer/usr/local/bin/systemctl" "$@"';

/** A manager whose gitlab-runner is there already, as after a second run, and refuses one of its commands. */
function runnerRefuses(command: string): void {
  place(root, 'opt/gitlab-runner-stack/runner-version', '19.4.0\n');
  refuse('gitlab-runner', command);
}

/** What was sent to the manager's log group, which goes with a create that is rolled back. */
function bootLog(calls: readonly string[]): string[] {
  const sent = calls.map((call) => /^aws logs put-log-events .*\/boot --log-events (.*)$/.exec(call)?.[1]);
  const events: { message: string }[] = JSON.parse(sent.find((one) => one !== undefined) ?? '[]');
  return events.map(({ message }) => message);
}

test.each([
  [
    '02_runner',
    'install-runner: https://packages.gitlab.com/gpgkey/runner/49F16C5CC3A0F81F.pub.gpg could not be downloaded: curl: (22)',
    {},
    () => rmSync(join(root, 'outside/downloads/49F16C5CC3A0F81F.pub.gpg')),
  ],
  [
    '03_docker_machine',
    'could not be downloaded: curl: (22)',
    { Executor: 'docker+machine' },
    () =>
      ['x86_64', 'aarch64'].map((one) => rmSync(join(root, `outside/downloads/docker-machine-Linux-${one}`))),
  ],
  [
    '01_configuration',
    'fetch-configuration: gitlab-runner lint refuses config.toml: gitlab-runner: lint is broken',
    {},
    () => runnerRefuses('lint'),
  ],
  [
    '02_plugin',
    'gitlab-runner: gitlab-runner: config.toml install is broken',
    {},
    () => runnerRefuses('config.toml install'),
  ],
  [
    '01_token',
    "verify-token: gitlab-runner verify says of the runner's token: gitlab-runner: verify is broken",
    {},
    () => runnerRefuses('verify'),
  ],
])(
  'the step %s that fails is the reason of the failed stack: %s',
  async (step, reason, parameters, breakIt) => {
    breakIt();
    const { stackName, ...manager } = await account.boot(root, parameters);
    expect(manager.status).toBe(1);
    expect(builds(root)).toMatchObject([{ failure: `Command ${step} failed` }]);
    const reasons = await account.reasons(stackName);
    expect(reasons).toContain(reason);
    expect(reasons).toContain(`. ${FAILURES.onCreate}`);
    const log = bootLog(manager.calls);
    expect(log[0]).toContain(reason);
    expect(log.at(-1)).toContain(reason.split(': ').at(-1));
    // It came with the failure, and CloudWatch Logs took it.
    expect(manager.output).not.toContain('PutLogEvents operation');
    expect(manager.calls).toContain('systemd-run --on-active=12m systemctl poweroff');
  },
  300_000,
);

test.each([
  ['mkswap', '/swapfile'],
  ['dnf', 'amazon-cloudwatch-agent'],
  ['systemctl', 'enable --now cfn-hup'],
])(
  'the manager boots without what %s gives it',
  async (program, text) => {
    refuse(program, text, program === 'systemctl' ? SYSTEMCTL : undefined);
    const { status } = await account.boot(root);
    expect([status, builds(root).map(({ failure }) => failure)]).toEqual([0, [undefined, undefined]]);
  },
  300_000,
);

test.each([
  ['01_reload', 'daemon-reload'],
  ['02_runner', 'start --no-block gitlab-runner'],
  ['03_helpers', 'enable --now gitlab-runner-drain'],
])(
  'a manager that cannot start (%s) ends itself, so that its group tries another',
  async (step, text) => {
    refuse('systemctl', text, SYSTEMCTL);
    const { status, calls } = await account.boot(root);
    expect(status).toBe(1);
    expect(builds(root).map(({ failure }) => failure)).toEqual([undefined, `Command ${step} failed`]);
    expect(calls).toContain('systemd-run --on-active=12m systemctl poweroff');
  },
  300_000,
);
