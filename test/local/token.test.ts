import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import { awsError } from '../support/faulty-aws.ts';
import { REGISTRATION } from './manager-template.ts';
import { CONFIG_TOML, modeOf, renewedConfig, writeConfig } from './managers/config-toml.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';
import { DOCUMENT, TOKEN } from './managers/store.ts';

const KEY = 'arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const TAGS = [
  { Key: 'CostCenter', Value: '1234' },
  { Key: 'Cost Unit', Value: 'a b' },
];
const RENEWED = 'glrt-MARKED-second';
let managers: Managers;
let manager: Manager;
let document: typeof DOCUMENT;

beforeAll(async () => {
  managers = await startManagers({ TokenKeyArn: KEY, ResourceTags: 'CostCenter=1234,Cost Unit=a b' });
  document = { ...DOCUMENT, url: managers.gitLab.url };
}, 300_000);
afterAll(() => managers.stop());
beforeEach(async () => {
  manager = managers.machine('i-0');
  managers.parameterStore.meet();
  await managers.store.register({ ...document, key: KEY });
  await managers.store.forgetRenewed();
});

const configuration = () => readFileSync(join(manager.root, CONFIG_TOML), 'utf8');
const written = () => managers.parameterStore.calls.filter(({ name }) => name === 'PutParameter');

/** Every file of the machine that holds something secret; what a test laid down itself is in /outside. */
function secretPlaces(): string[] {
  const entries = readdirSync(manager.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (
    files
      // gitlab-runner itself names a runner by nine characters of its token, which follow the prefix.
      .filter((file) => readFileSync(file, 'utf8').match(/glrt-(t3_)?MARKED/))
      .map((file) => file.slice(manager.root.length))
  );
}

test('a renewed token goes beside the registration with its dates and under its key, and once is enough', async () => {
  writeConfig(manager.root, renewedConfig());
  const { status, output } = await run(manager, 'keep-token && keep-token');
  expect(status).toBe(0);
  expect(await managers.store.registered()).toEqual({ ...document, key: KEY });
  expect(await managers.store.renewed()).toEqual({
    token: RENEWED,
    tokenObtainedAt: '2026-12-17T12:00:00.123456789Z',
    tokenExpiresAt: '2027-01-16T12:00:00.5Z',
  });
  expect(written().map(({ input }) => input)).toMatchObject([
    { Name: `${REGISTRATION}/renewed`, Type: 'SecureString', KeyId: KEY, Tags: TAGS },
  ]);
  expect(output + calls(manager.root).join()).not.toContain('MARKED');
  expect(secretPlaces()).toEqual([CONFIG_TOML]);
}, 150_000);

test('a renewed token goes over an older one, with which SSM takes no tags', async () => {
  await managers.store.renew({ token: 'glrt-MARKED-old', tokenObtainedAt: '2026-11-01T12:00:00Z' });
  writeConfig(manager.root, renewedConfig());
  expect((await run(manager, 'keep-token')).status).toBe(0);
  const [refused, taken] = written().map(({ input }) => input);
  expect([refused?.Tags, refused?.Overwrite]).toEqual([TAGS, undefined]);
  expect([taken?.Tags, taken?.Overwrite]).toEqual([undefined, true]);
  expect((await managers.store.renewed()).token).toBe(RENEWED);
}, 150_000);

test('without tags a renewed token is written at once', async () => {
  writeConfig(manager.root, renewedConfig());
  expect((await run(manager, 'RESOURCE_TAGS= keep-token')).status).toBe(0);
  expect(written().map(({ input }) => [input.Tags, input.Overwrite])).toEqual([[undefined, true]]);
}, 150_000);

test("a token without a key of the stack's goes back under the account's own", async () => {
  await managers.store.register({ ...document, key: '' });
  writeConfig(manager.root, renewedConfig());
  expect((await run(manager, 'TOKEN_KEY= keep-token')).status).toBe(0);
  expect(written().map(({ input }) => 'KeyId' in input)).toEqual([false]);
}, 150_000);

test.each([
  ['obtained before the one that is stored', { obtainedAt: '2026-11-24T11:59:59Z' }],
  ["that is another runner's", { id: '8' }],
])(
  'a token %s is not kept, nor is it there after the next start',
  async (_, other) => {
    writeConfig(manager.root, renewedConfig(other));
    expect((await run(manager, 'keep-token && fetch-configuration')).status).toBe(0);
    expect(written()).toEqual([]);
    expect(await managers.store.registered()).toEqual({ ...document, key: KEY });
    expect(configuration()).toContain(`token = "${TOKEN}"`);
  },
  150_000,
);

test('a start writes config.toml for root alone, with the dates of the token', async () => {
  expect((await run(manager, 'rm -r /run/gitlab-runner && fetch-configuration')).status).toBe(0);
  expect(configuration()).toContain(
    `[[runners]]\nid = 1001\ntoken = "${TOKEN}"\ntoken_obtained_at = 2026-11-24T12:00:00.123Z\ntoken_expires_at = 2026-12-24T12:00:00.456Z\nname = "ci"\n`,
  );
  expect(modeOf(manager.root, CONFIG_TOML)).toBe('600');
  expect(modeOf(manager.root, '/run/gitlab-runner')).toBe('700');
  expect(secretPlaces()).toEqual([CONFIG_TOML]);
}, 150_000);

test('a renewed token that could not be kept is not overwritten by the next start, which keeps it', async () => {
  writeConfig(manager.root, renewedConfig());
  managers.parameterStore.meet(({ name, count }) =>
    name === 'PutParameter' && count <= 2 ? awsError('AccessDeniedException', 'Not now.') : undefined,
  );
  const refused = await run(manager, 'keep-token; fetch-configuration');
  expect(refused.status).toBe(1);
  expect(refused.output).toContain('The token that GitLab Runner has renewed could not be written to /');
  expect(refused.output).not.toContain('MARKED');
  expect(configuration()).toBe(renewedConfig());
  expect((await run(manager, 'fetch-configuration')).status).toBe(0);
  expect(configuration()).toContain(`token = "${RENEWED}"`);
  expect((await managers.store.renewed()).token).toBe(RENEWED);
  expect(secretPlaces()).toEqual([CONFIG_TOML]);
}, 150_000);

test('a renewed token waits while Parameter Store has too many updates', async () => {
  writeConfig(manager.root, renewedConfig());
  managers.parameterStore.meet(({ name, count }) =>
    name === 'PutParameter' && count <= 2 ? awsError('TooManyUpdates', 'Too many updates.') : undefined,
  );
  expect((await run(manager, 'keep-token')).status).toBe(0);
  expect(written()).toHaveLength(3);
  expect((await managers.store.renewed()).token).toBe(RENEWED);
}, 150_000);

test('a token that is renewed while config.toml is written anew is not lost', async () => {
  place(manager.root, 'outside/renewed', renewedConfig());
  // What takes time before the file is replaced is gitlab-runner lint.
  const lint = '#!/bin/sh\n[ ! -e /outside/renewed ] || mv /outside/renewed /run/gitlab-runner/config.toml\n';
  place(manager.root, 'usr/local/bin/gitlab-runner', lint, 0o755);
  expect((await run(manager, 'fetch-configuration')).status).toBe(0);
  expect(configuration()).toContain(`token = "${RENEWED}"`);
  expect((await managers.store.renewed()).token).toBe(RENEWED);
}, 150_000);
