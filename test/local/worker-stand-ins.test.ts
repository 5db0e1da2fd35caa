import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client, RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/lib/loopback.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { inShell } from '../support/clone.ts';

const folder = mkdtempSync(join(tmpdir(), 'worker-'));
const KEY = join(folder, 'key');
let emulator: Awaited<ReturnType<typeof startEmulator>>;
let port: number;
let running = '';

beforeAll(async () => {
  port = await freePort();
  emulator = await startEmulator({ environment: { WORKER_SSH_PORT: String(port) } });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', KEY]);
  running = await instance();
}, 150_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const client = () =>
  new EC2Client({
    endpoint: emulator.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
async function instance(): Promise<string> {
  const wanted = { ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1 };
  const { Instances } = await client().send(new RunInstancesCommand(wanted));
  return Instances?.[0]?.InstanceId ?? '';
}

function shell(line: string) {
  const programs = join(PROJECT, 'scripts/local/stand-ins/worker');
  return inShell(line.replaceAll('WORKER/', `${programs}/`), folder, {
    ...process.env,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
}
const push = (id: string, user = 'ec2-user', key = `file://${KEY}.pub`) =>
  shell(
    `aws ec2-instance-connect send-ssh-public-key --instance-id ${id} --instance-os-user ${user} --ssh-public-key ${key}`,
  );
const ssh = (user: string, command: string) =>
  shell(
    `ssh -i ${KEY} -p ${port} -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ${user}@127.0.0.1 '${command}'`,
  );

test('a worker lets in who pushed a key for its user, and nobody else', async () => {
  expect(await ssh('ec2-user', 'true')).toMatchObject({
    status: 255,
    said: expect.stringContaining('Permission denied (publickey)'),
  });
  expect((await push(running)).said).toContain('"Success": true');
  expect(await ssh('root', 'true')).toMatchObject({ status: 255 });
  expect(await ssh('ec2-user', 'docker version && exit 3')).toMatchObject({
    status: 3,
    said: expect.stringContaining('Server: Docker Engine'),
  });
}, 150_000);

test('EC2 Instance Connect refuses what AWS refuses, in its words', async () => {
  const stopped = await instance();
  await client().send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  const refusals = [
    [
      await push('i-0123456789abcdef0'),
      '(EC2InstanceNotFoundException)',
      'The specified instance was not found.',
    ],
    [await push(stopped), '(EC2InstanceStateInvalidException)', 'is not in a valid state.'],
    [await push('m-0123456789abcdef0'), '(InvalidArgsException)', 'One of the parameters is not valid.'],
    [await push(running, "'a b'"), '(InvalidArgsException)', 'One of the parameters is not valid.'],
    [
      await push(running, 'ec2-user', `'${'x'.repeat(90)}'`),
      '(InvalidArgsException)',
      'One of the parameters',
    ],
  ] as const;
  for (const [{ status, said }, code, words] of refusals) {
    expect(status).not.toBe(0);
    expect(said).toContain(code);
    expect(said).toContain(words);
  }
}, 300_000);

test.each([
  ['WORKER/curl --silent-ly https://registry-1.docker.io/v2/', 2, 'curl: option --silent-ly: is unknown'],
  [
    'WORKER/curl --max-time soon https://registry-1.docker.io/v2/',
    2,
    'expected a proper numerical parameter',
  ],
  ['WORKER/docker ps', 125, 'docker ps: is not played by this stand-in'],
  ['WORKER/cloud-init clean', 2, 'cloud-init clean: is not played by this stand-in'],
])('a worker refuses %s', async (line, status, said) => {
  expect(await shell(line)).toEqual({ status, said: expect.stringContaining(said) });
});
