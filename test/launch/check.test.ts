import { describe, expect, it } from 'vitest';
import { objection } from '../../scripts/launch/check.ts';
import { inPython } from './in-python.ts';
import { DEFAULTS, FIELDS } from './source.ts';

const field = (name: string) => {
  const found = FIELDS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no field ${name}.`);
  return found;
};

describe("the page's look at a value", () => {
  it.each(FIELDS)('lets the default of $name pass', (one) => {
    expect(objection(String(one.Default ?? ''), one)).toBeUndefined();
  });

  it.each([
    ['GitLabUrl', 'http://gitlab.com', 'must be an https:// URL without user, query or fragment.'],
    [
      'RunnerScope',
      'group/ours',
      'must be instance, group/ID or project/ID, with the ID and not the path: in GitLab, Actions > Copy group ID or Copy project ID.',
    ],
    ['MaxWorkers', '0', 'must be a whole number from 1 to 1000.'],
    ['MaxWorkers', '1001', 'must be a whole number from 1 to 1000.'],
    ['MaxWorkers', '', 'must be a whole number from 1 to 1000.'],
    ['IdleTime', '1.5', 'must be a whole number from 0 to 86400.'],
    ['MaximumTimeout', '-1', 'must be a whole number, 0 or more.'],
    ['RunnerDescription', 'x'.repeat(901), 'must have at most 900 characters, and has 901.'],
  ])("refuses %s %j in the template's words", (name, value, expected) => {
    expect(objection(value, field(name))).toBe(expected);
  });

  it('agrees about every pattern with the expressions of another language', () => {
    const values = [...new Set([...Object.values(DEFAULTS), ...SAMPLES])];
    const pairs = FIELDS.flatMap((one) =>
      one.AllowedPattern ? values.map((value) => [one, value] as const) : [],
    );
    const verdicts = inPython(
      'patterns.py',
      pairs.map(([one, value]) => [one.AllowedPattern, value]),
    );
    expect(pairs.map(([one, value]) => objection(value, one) === undefined)).toEqual(verdicts);
  });
});

const SAMPLES = [
  'https://gitlab.example.com:8443/sub/path',
  'https://[2001:db8::1]',
  'https://user@example.com',
  'https://x?y',
  '/ci/gitlab/token',
  '/ci/gitlab token',
  'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a/b-AbCdEf',
  'm7i.large,m6i.large,m5.large,m5a.large,m4.large',
  'ami-0123456789abcdef0',
  'vpc-0123456789abcdef0',
  'subnet-1,subnet-2',
  '203.0.113.0/24',
  '203.0.113.0/7',
  'http://proxy.example.com:3128',
  '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n',
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab',
  'arn:aws:iam::aws:policy/PowerUserAccess',
  '19.10.0',
  '18.0.0',
  'Europe/Berlin',
  'two words',
  'project/12',
  '\n',
];
