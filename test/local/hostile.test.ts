import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { place } from '../../scripts/local/machine/outside.ts';
import { gitLabWithRunner } from './gitlab.ts';
import { CONFIGURATION, sha256 } from './manager-template.ts';
import { CONFIG_TOML, renewedConfig, tokenIn, writeConfig } from './managers/config-toml.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';
import { DOCUMENT, TOKEN } from './managers/store.ts';

const EVIL = '2030-01-01T00:00:00Z\nexecutor = "custom"\n[runners.custom]\nrun_exec = "/bin/sh"\n[[runners]]';
const LATER = '2026-11-25T12:00:00Z';
const KEY = 'arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const DAY = 86_400_000;
const MANY_HEADERS = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x-${at}`, '']));
const BOOTED = 'opt/gitlab-runner-stack/booted-with';
let managers: Managers;
let manager: Manager;
let document: typeof DOCUMENT;

beforeAll(async () => {
  managers = await startManagers();
  document = { ...DOCUMENT, url: managers.gitLab.url };
}, 300_000);
afterAll(() => managers.stop());
beforeEach(async () => {
  manager = managers.machine('i-0');
  rmSync(join(manager.root, CONFIG_TOML));
  managers.gitLab.meet();
  await managers.store.register(document);
  await managers.store.forgetRenewed();
});

const start = () => run(manager, 'fetch-configuration');
const configured = () => existsSync(join(manager.root, CONFIG_TOML));

describe('who writes the registration over, to run a program of his own as root,', () => {
  test.each([
    ['tokenExpiresAt', EVIL],
    ['tokenExpiresAt', 'soon'],
    ['tokenExpiresAt', '2030-01-01 00:00:00 UTC'],
    ['tokenObtainedAt', EVIL],
    ['token', `glrt-MARKED"\nexecutor = "custom"`],
    ['runnerId', "7'\ntouch pwned #"],
    ['url', 'https://gitlab.example.com/"\nname = "evil"'],
    ['key', '--endpoint-url=http://evil.example.com arn'],
  ])(
    'by %s, is told which field is malformed',
    async (field, value) => {
      await managers.store.overwriteRegistration(JSON.stringify({ ...document, [field]: value }));
      const { status, output } = await start();
      expect([status, output]).toEqual([
        1,
        expect.stringMatching(
          new RegExp(`is no registration of this stack: its ${field} is malformed\\.\\n$`),
        ),
      ]);
      expect(configured()).toBe(false);
      expect(output).not.toContain('MARKED');
    },
    60_000,
  );

  test.each(['', 'null', '[]', '"glrt-MARKED_x"', '{'])('by %j, finds it unregistered', async (value) => {
    await managers.store.overwriteRegistration(value || ' ');
    expect(await start()).toMatchObject({ status: 1, output: 'The runner is not registered.\n' });
  }, 150_000);

  test('by what Python cannot nest, finds it unregistered', async () => {
    await managers.store.overwriteRegistration('['.repeat(4096));
    expect(await start()).toMatchObject({ status: 1, output: 'The runner is not registered.\n' });
  }, 150_000);
});

describe('who writes the registration over, to get the live token,', () => {
  test('has it sent to no GitLab of his own', async () => {
    const other = await gitLabWithRunner();
    await managers.store.overwriteRegistration(JSON.stringify({ ...document, url: other.url }));
    await managers.store.renew({ ...document, token: 'glrt-MARKED-live', tokenObtainedAt: LATER });
    const ended = await run(manager, 'fetch-configuration');
    await other.stop();
    expect(other.requests).toEqual([]);
    expect(ended).toMatchObject({
      status: 1,
      output: expect.stringMatching(/ names another GitLab than the stack's GitLabUrl: update the stack/),
    });
    expect(configured()).toBe(false);
  }, 150_000);

  test.each([
    'arn:aws:kms:eu-central-1:666666666666:key/evil',
    '',
  ])('has it kept under no other key than the stack’s: %j', async (key) => {
    await managers.store.overwriteRegistration(JSON.stringify({ ...document, key }));
    writeConfig(manager.root, renewedConfig());
    const before = managers.parameterStore.calls.length;
    expect((await run(manager, `TOKEN_KEY=${KEY} keep-token`)).status).toBe(0);
    const written = managers.parameterStore.calls.slice(before).filter(({ name }) => name === 'PutParameter');
    expect(written.map(({ input }) => input)).toMatchObject([{ KeyId: KEY }]);
  }, 150_000);
});

describe('who may write what lies beside the registration', () => {
  const refused = expect.stringContaining('is not of runner 1001, and is left alone.');

  test("brings in no other team's runner, whatever else he writes there", async () => {
    const other = managers.gitLab.addRunner("another team's");
    const renewed = { ...document, runnerId: String(other.id), url: 'https://evil.example.com' };
    await managers.store.renew({ ...renewed, token: other.token, tokenObtainedAt: LATER });
    expect(await start()).toMatchObject({ status: 0, output: refused });
    expect(tokenIn(manager.root)).toBe(TOKEN);
  }, 150_000);

  test('brings in no token that GitLab does not know', async () => {
    await managers.store.renew({ ...document, token: 'glrt-MARKED-stolen', tokenObtainedAt: LATER });
    expect(await start()).toMatchObject({ status: 0, output: refused });
    expect(tokenIn(manager.root)).toBe(TOKEN);
  }, 150_000);

  test.each([
    ['a word', 'glrt-MARKED_x'],
    ['a token with a line in it', { ...DOCUMENT, token: 'x"\n', tokenObtainedAt: LATER }],
    ['what Python cannot nest', nested(2_000)],
    ['a date with a table in it', { ...DOCUMENT, token: 'glrt-MARKED', tokenObtainedAt: EVIL }],
  ])(
    'stops no manager by %s, which GitLab is not asked about',
    async (_, value) => {
      await managers.store.renew(value);
      const before = managers.gitLab.requests.length;
      expect((await start()).status).toBe(0);
      expect(managers.gitLab.requests).toHaveLength(before);
      expect(tokenIn(manager.root)).toBe(TOKEN);
    },
    60_000,
  );

  test("hides no renewal of gitlab-runner's own behind a date to come", async () => {
    await managers.store.renew({
      ...DOCUMENT,
      token: 'glrt-MARKED-old',
      tokenObtainedAt: '2999-01-01T00:00:00Z',
    });
    writeConfig(manager.root, renewedConfig());
    expect((await run(manager, 'keep-token')).status).toBe(0);
    expect((await managers.store.renewed()).token).toBe('glrt-MARKED-second');
  }, 150_000);
});

describe('a token that another manager has renewed', () => {
  /** The token that it has now; the registration has the one before. */
  async function renewed(tokenObtainedAt = LATER): Promise<string> {
    const { id, token: first } = managers.gitLab.addRunner('renewed');
    await managers.store.register({ ...document, runnerId: String(id), token: first });
    const token = managers.gitLab.rotateToken(id);
    await managers.store.renew({ token, tokenObtainedAt, tokenExpiresAt: null });
    return token;
  }

  test('is used once GitLab has answered that it is this runner’s, as this manager’s', async () => {
    const token = await renewed();
    const before = managers.gitLab.requests.length;
    expect(
      (
        await run(
          manager,
          'fetch-configuration && gitlab-runner verify --config /run/gitlab-runner/config.toml',
        )
      ).status,
    ).toBe(0);
    expect(tokenIn(manager.root)).toBe(token);
    expect(managers.gitLab.requests.slice(before).map(({ path }) => path)).toEqual(
      Array(2).fill('/api/v4/runners/verify'),
    );
    const runner = [...managers.gitLab.runners.values()].find((one) => one.token === token);
    expect(runner?.managers).toHaveLength(1);
  }, 150_000);

  test('is not obtained later than now, whatever its date', async () => {
    await renewed('2999-01-01T00:00:00Z');
    expect((await start()).status).toBe(0);
    const text = readFileSync(join(manager.root, CONFIG_TOML), 'utf8');
    const obtained = Date.parse(/token_obtained_at = (.*)/.exec(text)?.[1] ?? '');
    expect(Math.abs(obtained - Date.now())).toBeLessThan(DAY);
  }, 150_000);

  test('is neither used nor lost while GitLab cannot be asked', async () => {
    const token = await renewed();
    managers.gitLab.meet({ status: 502, headers: {}, body: '' });
    expect(await start()).toMatchObject({
      status: 1,
      output: expect.stringMatching(
        /GitLab could not be asked whose the token in \S+ is: HTTP status 502\n$/,
      ),
    });
    expect(configured()).toBe(false);
    expect((await managers.store.renewed()).token).toBe(token);
    expect((await start()).status).toBe(0);
    expect(tokenIn(manager.root)).toBe(token);
  }, 150_000);

  test.each([
    ['what Python cannot nest', { status: 200, headers: {}, body: '['.repeat(50_000) }],
    ['more headers than Python takes', { status: 200, headers: MANY_HEADERS, body: '{}' }],
  ])(
    'stands beside a sentence where GitLab answers %s',
    async (_, answer) => {
      await renewed();
      managers.gitLab.meet(answer);
      expect(await start()).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^GitLab could not be asked whose the token in \S+ is: .*\n$/),
      });
    },
    60_000,
  );

  test('does not end a manager that boots while GitLab cannot be asked', async () => {
    const token = await renewed();
    rmSync(join(manager.root, BOOTED));
    managers.gitLab.meet({ status: 502, headers: {}, body: '' });
    const { status, output } = await start();
    place(manager.root, BOOTED, '');
    expect([status, output]).toEqual([0, expect.stringContaining('GitLab could not be asked')]);
    expect(tokenIn(manager.root)).not.toBe(token);
  }, 150_000);

  test('is not sent on to where GitLab points', async () => {
    await renewed();
    const location = `${managers.gitLab.url}/elsewhere`;
    managers.gitLab.meet({ status: 302, headers: { location }, body: '' });
    const before = managers.gitLab.requests.length;
    expect(await start()).toMatchObject({ status: 1, output: expect.stringContaining('HTTP status 302') });
    expect(managers.gitLab.requests).toHaveLength(before + 1);
  }, 150_000);
});

test('who writes config.toml’s parameter over does not reach the manager, which reads the version of the stack', async () => {
  const text = '[[runners]]\nexecutor = "custom"\n[runners.custom]\nrun_exec = "/bin/true"\n';
  await managers.store.overwriteConfiguration(text);
  expect((await start()).status).toBe(0);
  expect(readFileSync(join(manager.root, CONFIG_TOML), 'utf8')).not.toContain('custom');
}, 150_000);

test('who deletes it and puts his own until the version is the same is refused by the sum', async () => {
  const sum = 'CONFIGURATION_SHA256=0000000000000000000000000000000000000000000000000000000000000000';
  expect(await run(manager, `${sum} fetch-configuration`)).toMatchObject({
    status: 1,
    output: expect.stringMatching(/^\/gitlab-runner\/\S+ is not what the stack wrote\.\n$/),
  });
}, 150_000);

test('who writes the parameter of an image over brings in nothing but the id of an image', async () => {
  const image = `amazonec2-ami=resolve:ssm:${CONFIGURATION}`;
  const text = `[[runners]]\nMachineOptions = ["${image}"]\n`;
  await managers.store.overwriteConfiguration(text);
  const settings = `EXECUTOR=docker+machine CONFIGURATION=${CONFIGURATION} CONFIGURATION_SHA256=${sha256(text)}`;
  expect(await run(manager, `${settings} fetch-configuration`)).toMatchObject({
    status: 1,
    output: `${CONFIGURATION} does not hold the id of an image.\n`,
  });
}, 150_000);
