import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TEMPLATE } from '../template/programs.ts';
import { renewedConfig } from './managers/config-toml.ts';
import { DOCUMENT, type Renewed } from './managers/store.ts';

const PROGRAMS = join(TEMPLATE, 'manager/opt/gitlab-runner-stack');
const EACH = `
import json, sys
from registration import later, running
registration = json.loads(sys.argv[1])
found = [running(configuration, registration['runnerId']) for configuration in json.load(sys.stdin)]
print(json.dumps([one if later(one, registration) is one else None for one in found]))
`;

/** What the manager reads out of each config.toml, beside the document of its runner; null when there is nothing newer. */
function renewed(configurations: readonly string[], document: Renewed = DOCUMENT): Array<Renewed | null> {
  const { stdout, stderr } = spawnSync(
    '/usr/bin/python3',
    ['-Bc', EACH, JSON.stringify({ ...DOCUMENT, ...document })],
    {
      cwd: PROGRAMS,
      input: JSON.stringify(configurations),
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const NEWER = {
  token: 'glrt-MARKED-second',
  tokenObtainedAt: '2026-12-17T12:00:00.123456789Z',
  tokenExpiresAt: '2027-01-16T12:00:00.5Z',
};

test('a renewed token is read with its dates, and nothing else of the file', () => {
  expect(renewed([renewedConfig()])).toEqual([NEWER]);
});

test('what was read is not newer than itself', () => {
  expect(renewed([renewedConfig()], NEWER)).toEqual([null]);
});

test("Go's zero time is no date on which the token expires", () => {
  expect(renewed([renewedConfig({ expiresAt: '0001-01-01T00:00:00Z' })])).toEqual([
    { ...NEWER, tokenExpiresAt: null },
  ]);
});

test("another runner's token is not this one's", () => {
  expect(renewed([renewedConfig({ id: '8' }), renewedConfig({ id: '77' })])).toEqual([null, null]);
});

test.each([
  ['2026-11-24T12:00:00.123Z', 'the same moment', false],
  ['2026-11-24T12:00:00.123000001Z', 'a nanosecond later', true],
  ['2026-11-24T12:00:00.122999999Z', 'a nanosecond before', false],
  ['2026-11-24T12:00:00Z', 'before, without decimals', false],
  ['2026-11-24T12:00:01Z', 'later, without decimals', true],
  ['2026-11-24T12:00:00.2Z', 'later, with one decimal', true],
  ['2025-12-31T23:59:59Z', 'the year before', false],
])('a token obtained at %s (%s) is newer: %s', (obtainedAt, _, newer) => {
  expect(renewed([renewedConfig({ obtainedAt })])[0] !== null).toBe(newer);
});

test('a file that is only half written is never half believed, wherever it ends', () => {
  const whole = renewedConfig();
  const halves = Array.from(whole, (_, length) => whole.slice(0, length));
  const believed = renewed(halves).filter((one) => one !== null);
  expect(believed.length).toBeGreaterThan(0);
  for (const one of believed) expect(one).toEqual(NEWER);
});

test('what stands in other texts of the file is no key', () => {
  const named = renewedConfig().replace('name = "ci"', 'name = "ci\\n  token = \\"no\\"\\n  id = 7"');
  expect(renewed([named])).toEqual([NEWER]);
});

test.each([
  ['a token with a quote in it', { token: "glrt-MARKED\\'" }],
  ['a token that is too short', { token: 'glrt' }],
  ['a date that is none', { obtainedAt: '2027-13-01T00:00:00Z' }],
  ['an expiry that is a word', { expiresAt: 'soon' }],
])('%s is not believed', (_, other) => {
  expect(renewed([renewedConfig(other)])).toEqual([null]);
});
