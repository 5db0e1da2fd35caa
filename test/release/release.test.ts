import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { addressOf, announce } from '../../scripts/release/announcement.ts';
import { prefilled } from '../../scripts/release/prefilled.ts';
import { publish, type Release } from '../../scripts/release/publish.ts';
import { fill, s3At } from '../support/filled-bucket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let emulator: Awaited<ReturnType<typeof startEmulator>>;
let s3: S3Client;
let bucket = '';
let buckets = 0;
beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3At(emulator.endpoint);
});
afterAll(() => emulator.stop());
beforeEach(() => {
  bucket = `templates-${++buckets}`;
  return fill(s3, bucket, { objects: 0 });
});

const release = (version: string, text: string): Release => ({
  bucket,
  prefix: 'runners',
  version,
  files: [{ name: 'gitlab-runner.yaml', contentType: 'application/yaml', body: Buffer.from(text) }],
});
async function read(key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Body?.transformToString();
}
const look = (Key: string) =>
  s3.send(new HeadObjectCommand({ Bucket: bucket, Key, ChecksumMode: 'ENABLED' }));

describe('a release', () => {
  it('is there under its version, forever, and as the latest, for minutes', async () => {
    expect(await publish(s3, release('1.2.3', 'one'))).toBe(true);
    expect(await read('runners/1.2.3/gitlab-runner.yaml')).toBe('one');
    expect(await read('runners/latest/gitlab-runner.yaml')).toBe('one');
    const ChecksumSHA256 = createHash('sha256').update('one').digest('base64');
    const common = { ContentType: 'application/yaml', ChecksumSHA256 };
    const immutable = 'public, max-age=31536000, immutable';
    const kept = await look('runners/1.2.3/gitlab-runner.yaml');
    const latest = await look('runners/latest/gitlab-runner.yaml');
    expect(kept).toMatchObject({ ...common, CacheControl: immutable });
    expect(latest).toMatchObject({ ...common, CacheControl: 'public, max-age=300' });
  });

  it('made twice is the same release, and repairs a latest that was not reached', async () => {
    await publish(s3, release('1.2.3', 'one'));
    const { LastModified } = await look('runners/1.2.3/gitlab-runner.yaml');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'runners/latest/gitlab-runner.yaml' }));
    expect(await publish(s3, release('1.2.3', 'one'))).toBe(false);
    expect((await look('runners/1.2.3/gitlab-runner.yaml')).LastModified).toEqual(LastModified);
    expect(await read('runners/latest/gitlab-runner.yaml')).toBe('one');
  });

  it('with other bytes is refused, and nothing is changed', async () => {
    await publish(s3, release('1.2.3', 'one'));
    await expect(publish(s3, release('1.2.3', 'two'))).rejects.toThrow(
      /^s3:\/\/templates-\d+\/runners\/1\.2\.3\/gitlab-runner\.yaml was released before with other content: /,
    );
    expect(await read('runners/1.2.3/gitlab-runner.yaml')).toBe('one');
    expect(await read('runners/latest/gitlab-runner.yaml')).toBe('one');
  });

  it('of another version leaves the one before it alone', async () => {
    await publish(s3, release('1.2.3', 'one'));
    await publish(s3, release('1.2.4', 'two'));
    expect(await read('runners/1.2.3/gitlab-runner.yaml')).toBe('one');
    expect(await read('runners/latest/gitlab-runner.yaml')).toBe('two');
  });

  it('needs no prefix', async () => {
    await publish(s3, { ...release('1.2.3', 'one'), prefix: '' });
    expect(await read('latest/gitlab-runner.yaml')).toBe('one');
  });
});

describe('what the links fill in', () => {
  const { Parameters } = readTemplate();
  const parameters = Parameters as Parameters<typeof prefilled>[1];

  it("is GitLab's address, and what was asked for", () => {
    expect(prefilled([], parameters)).toEqual({ GitLabUrl: 'https://gitlab.com' });
    const words = [
      'RunnerScope=group/7',
      'AdditionalRunnerConfig=a = "b=c"',
      'GitLabUrl=https://gitlab.example.com',
    ];
    expect(prefilled(words, parameters)).toEqual({
      GitLabUrl: 'https://gitlab.example.com',
      RunnerScope: 'group/7',
      AdditionalRunnerConfig: 'a = "b=c"',
    });
  });

  it('is never a secret', () => {
    const secrets = Object.keys(Parameters).filter((name) => Parameters[name]?.NoEcho);
    expect(secrets).toEqual(['GitLabToken']);
    for (const name of secrets)
      expect(() => prefilled([`${name}=glpat-MARKED`], parameters)).toThrow(/^GitLabToken is secret, /);
  });

  it('is nothing that the console would ignore', () => {
    expect(() => prefilled(['RunnerTag=a'], parameters)).toThrow('The template has no parameter RunnerTag.');
  });
});

describe('what is printed', () => {
  const address = (region: string) => ({
    region,
    versionUrl: addressOf(region, 'b', '1.2.3/gitlab-runner.yaml'),
    latestUrl: addressOf(region, 'b', 'latest/gitlab-runner.yaml'),
    parameters: { GitLabUrl: 'https://gitlab.example.com/git lab' },
  });

  it('is the button, with a link that the console understands, and a resource for a parent', () => {
    const text = announce(address('eu-central-1'));
    const link =
      'https://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1#/stacks/create/review' +
      '?templateURL=https%3A%2F%2Fs3.eu-central-1.amazonaws.com%2Fb%2Flatest%2Fgitlab-runner.yaml' +
      '&stackName=gitlab-runner&param_GitLabUrl=https%3A%2F%2Fgitlab.example.com%2Fgit%20lab';
    expect(text).toContain(`cloudformation-launch-stack.png)](${link})\n`);
    expect(text).toContain('TemplateURL: "https://s3.eu-central-1.amazonaws.com/b/1.2.3/gitlab-runner.yaml"');
    expect(text).not.toContain('GitLabToken:');
  });
});

it.each([
  ['eu-central-1', 'https://s3.eu-central-1.amazonaws.com/b/k'],
  ['us-gov-west-1', 'https://s3.us-gov-west-1.amazonaws.com/b/k'],
  ['cn-north-1', 'https://s3.cn-north-1.amazonaws.com.cn/b/k'],
  ['eusc-de-east-1', 'https://s3.eusc-de-east-1.amazonaws.eu/b/k'],
])('an object in %s has the address of its partition', (region, wanted) => {
  expect(addressOf(region, 'b', 'k')).toBe(wanted);
});
