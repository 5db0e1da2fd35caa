import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { calls, introduce, place } from '../../scripts/local/machine/outside.ts';
import { offerDownloads } from '../../scripts/local/stand-ins/downloads.ts';
import { machineOf } from '../configuration/sample.ts';

const IMDS = 'http://169.254.169.254/latest';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
  introduce(root, 'i-1', 'eu-central-1');
  place(root, 'outside/downloads/tool', 'the tool');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shell = (line: string) => runOn({ root, standIns: STAND_INS }, ['/bin/sh', '-c', line]);

test('curl serves a download by its last name, and fails with 22 at any other', async () => {
  expect(await shell('curl --silent --fail https://example.com/a/tool')).toEqual({
    status: 0,
    output: 'the tool',
  });
  expect(await shell('curl --silent --show-error --fail https://example.com/a/other')).toEqual({
    status: 22,
    output: 'curl: (22) The requested URL returned error: 404\n',
  });
  expect(calls(root)).toEqual([
    'curl --silent --fail https://example.com/a/tool',
    'curl --silent --show-error --fail https://example.com/a/other',
  ]);
});

test('the instance metadata service answers only to a token', async () => {
  const token = `$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${IMDS}/api/token)`;
  const question = `${IMDS}/meta-data/instance-id`;
  expect(await shell(`curl -sf -H "X-aws-ec2-metadata-token: ${token}" ${question}`)).toEqual({
    status: 0,
    output: 'i-1',
  });
  expect(await shell(`curl -sf ${question}`)).toMatchObject({ status: 22 });
  expect(await shell(`curl -sf -X PUT ${IMDS}/api/token`)).toMatchObject({ status: 22 });
});

// With the words and the status of the real program, which were seen, or read where the stand-in says so.
const WRONG: ReadonlyArray<readonly [line: string, status: number, said: string]> = [
  ['curl --fail-fast https://example.com/tool', 2, 'curl: option --fail-fast: is unknown'],
  ['curl --max-time soon https://example.com/tool', 2, 'expected a proper numerical parameter'],
  ['aws ssm get-parameters-please', 2, 'argument operation: Invalid choice'],
  ['aws ssm get-parameter --nom a', 2, 'the following arguments are required: --name'],
  ['aws ssm get-parameter --name a --with-decryptions', 255, 'Unknown options: --with-decryptions'],
  ['aws ssm get-parameter --name a', 255, 'You must specify a region'],
  ['systemctl frob gitlab-runner', 1, 'Unknown command verb frob.'],
  ['systemctl --nou enable x', 1, "systemctl: unrecognized option '--nou'"],
  ['systemctl -x enable x', 1, "systemctl: invalid option -- 'x'"],
  ['systemctl start', 1, 'Too few arguments.'],
  ['systemctl daemon-reload x', 1, 'Too many arguments.'],
  ['systemctl start none', 5, 'Failed to start none.service: Unit none.service not found.'],
  ['systemctl enable none', 1, 'Failed to enable unit: Unit file none.service does not exist.'],
  ['systemctl mask x', 1, 'systemctl mask is not played by this stand-in.'],
  ['systemd-run --on-activ=10m systemctl poweroff', 1, "systemd-run: unrecognized option '--on-activ'"],
  ['systemd-run --on-boot=13 true', 1, 'is not played by this stand-in'],
  ['systemd-run --on-active=10m reboot', 1, 'is not played by this stand-in'],
  ['systemd-run --quiet --scope -p MemoryMax=0 true', 1, 'is not played by this stand-in'],
  ['dnf -y install gitlab-runner', 1, 'Error: Unable to find a match: gitlab-runner'],
  ['dnf install -y --quick x', 1, 'is not played by this stand-in'],
  ['fallocate -l many /swapfile', 1, 'fallocate: invalid length value specified'],
  ['fallocate --lenght 1G /swapfile', 1, "fallocate: unrecognized option '--lenght'"],
  ['echo > /tmp/file; swapon /tmp/file', 255, 'read swap header failed'],
  ['swapon --foo /tmp/file', 1, "swapon: unrecognized option '--foo'"],
  ['/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a start', 1, 'is not played'],
  ['docker-machine creat first', 1, "docker-machine: 'creat' is not a docker-machine command."],
  ['docker-machine create --driver none first', 1, '--url option is required when no driver is selected'],
  ['docker-machine create --driver none --uri x first', 1, 'flag provided but not defined: -uri'],
  ['docker-machine create --driver none --url x one two', 1, 'Found extra arguments [two]'],
  ['docker-machine create --driver amazonec2 --amazonec2-amy x one', 1, 'not defined: -amazonec2-amy'],
  // Its `rm` tells of a wrong flag and ends well.
  ['docker-machine rm --yes first', 0, 'flag provided but not defined: -yes'],
  ['docker-machine rm -y first', 1, 'Docker machine "first" does not exist.'],
];

test('a wrong call ends with the words and the status of the real program', async () => {
  offerDownloads(root);
  const binary = readFileSync(join(root, 'outside/downloads/docker-machine-Linux-x86_64'), 'utf8');
  place(root, 'usr/local/bin/docker-machine', binary, 0o755);
  const lines = WRONG.map(
    ([line], index) => `(${line}) > /tmp/said-${index} 2>&1; echo $? > /tmp/status-${index}`,
  );
  await shell(`export GNUPGHOME=/tmp HOME=/tmp; ${lines.join('\n')}`);
  const read = (name: string) => readFileSync(join(root, 'tmp', name), 'utf8');
  const ended = WRONG.map(([line], index) => [line, Number(read(`status-${index}`)), read(`said-${index}`)]);
  expect(ended).toEqual(WRONG.map(([line, status, said]) => [line, status, expect.stringContaining(said)]));
}, 300_000);

test('a swap file and a machine without a driver are made by the calls of the template', async () => {
  offerDownloads(root);
  const binary = readFileSync(join(root, 'outside/downloads/docker-machine-Linux-x86_64'), 'utf8');
  place(root, 'usr/local/bin/docker-machine', binary, 0o755);
  const swap =
    'fallocate -l 1G /tmp/swapfile && chmod 600 /tmp/swapfile && mkswap /tmp/swapfile && swapon /tmp/swapfile';
  const machine = 'docker-machine create --driver none --url localhost first && docker-machine rm -y first';
  expect((await shell(`set -e; ${swap}`)).status).toBe(0);
  expect(await shell(`export HOME=/tmp; ${machine}`)).toEqual({
    status: 0,
    output: 'Successfully removed first\n',
  });
});

test('every option that docker+machine is configured with is one of its driver', async () => {
  offerDownloads(root);
  const binary = readFileSync(join(root, 'outside/downloads/docker-machine-Linux-x86_64'), 'utf8');
  place(root, 'usr/local/bin/docker-machine', binary, 0o755);
  const { MachineOptions } = machineOf() as { MachineOptions: string[] };
  // As gitlab-runner calls it: executors/docker/machine/machine.go of 19.4.0.
  const options = MachineOptions.map((option) => `'--${option}'`).join(' ');
  const { status, output } = await shell(
    `export HOME=/tmp; docker-machine create --driver amazonec2 ${options} one`,
  );
  expect({ status, output }).toEqual({
    status: 1,
    output: 'the machines of amazonec2 are not played by this stand-in\n',
  });
});
