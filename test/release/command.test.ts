import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const region = 'eu-central-1';
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
let s3: S3Client;
let emulator: Awaited<ReturnType<typeof startEmulator>>;
beforeAll(async () => {
  emulator = await startEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3Client({ endpoint: emulator.endpoint, region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'my.templates' }));
});
afterAll(() => emulator.stop());

async function read(Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'my.templates', Key }));
  return (await Body?.transformToString()) ?? '';
}

function run(command: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, AWS_ENDPOINT_URL: emulator.endpoint, ...keys },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}
/** Without another build. */
const release = (...words: readonly string[]) => run('node', 'scripts/release/index.ts', ...words);

test('npm run release builds, uploads, and made again says that it is the same', async () => {
  const words = ['--bucket', 'my.templates', '--prefix', '/stacks/', '--region', region];
  const first = run('npm', 'run', 'release', '--', ...words);
  const file = 'https://s3.eu-central-1.amazonaws.com/my.templates/stacks/';
  expect(first.said).toMatch(new RegExp(`${file}\\d+\\.\\d+\\.\\d+/gitlab-runner\\.yaml is released\\.`));
  expect(first.said).toContain(`The launch page: ${file}latest/launch.html`);
  expect(first.status).toBe(0);
  const bill = JSON.parse(await read('stacks/latest/gitlab-runner.cdx.json'));
  expect(bill).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'gitlab-runner-stack' } },
  });
  expect(bill.components.map(({ name }: { name: string }) => name)).toContain('smol-toml');
  const second = release(...words, '--parameter', 'RunnerScope=group/7');
  expect(second.said).toContain('was released before, and is the same.');
  expect(second.said).toContain('&param_RunnerScope=group%2F7');
  expect(second.status).toBe(0);
});

test('the files of a release are those that its checksums name', async () => {
  const sums = (await read('stacks/latest/SHA256SUMS')).trimEnd().split('\n');
  for (const [sum = '', name = ''] of sums.map((line) => line.split('  ')))
    expect(
      createHash('sha256')
        .update(await read(`stacks/latest/${name}`))
        .digest('hex'),
      name,
    ).toBe(sum);
  expect(sums).toHaveLength(4);
  expect(await read('stacks/latest/LICENSES.txt')).toContain('Apache License');
});

test('without credentials one sentence says what to do', () => {
  const { status, stderr } = spawnSync('node', ['scripts/release/index.ts', '--bucket', 'my.templates'], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' },
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^There are no AWS credentials: .*\.\n$/);
  expect(status).toBe(1);
});

test.each([
  ['no bucket', [], /^Say which bucket: /m],
  [
    'a bucket of another region',
    ['--bucket', 'my.templates', '--region', 'eu-west-1'],
    /^S3 answers PermanentRedirect /m,
  ],
  [
    'a secret in the links',
    ['--bucket', 'my.templates', '--parameter', 'GitLabToken=MARKED'],
    /^GitLabToken is secret/m,
  ],
])('%s is one sentence and status 1', (_, words, sentence) => {
  const { status, said } = release(...words);
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/^ +at /m);
  expect(status).toBe(1);
});
