import { describe, expect, test } from 'vitest';
import { recogniseKind } from '../../functions/registration/credential.ts';
import { caCertificateOf } from '../../functions/registration/credentials.ts';
import { parseProperties } from '../../functions/registration/properties.ts';
import { requestFor } from '../support/request.ts';

const GIVEN = { GitLabUrl: 'https://gitlab.example.com', Description: 'ci' };
const PEM = '-----BEGIN CERTIFICATE-----\nMARKED\n-----END CERTIFICATE-----\n';

test.each([
  'GR1348941',
  'glpat-',
  'glrt-',
  'glrtr-',
  't1_',
  't2_',
  't3_',
  'gldt-',
  't4_',
  'glrt',
  '',
])('a token that begins with %j has the kind of that prefix', (prefix) => {
  const kinds: Record<string, string> = { 'glpat-': 'access' };
  for (const runner of ['glrt-', 'glrtr-', 't1_', 't2_', 't3_']) kinds[runner] = 'runner';
  expect(recogniseKind(`${prefix}MARKED`)).toBe(kinds[prefix] ?? 'registration');
  expect(recogniseKind(`x${prefix}MARKED`)).toBe('registration');
  // An instance's own prefix stands before GitLab's.
  const behind = /^gl\w+-$/.test(prefix) ? kinds[prefix] : undefined;
  expect(recogniseKind(`acme-ci-${prefix}MARKED`)).toBe(behind ?? 'registration');
});

describe('GitLabTokenKind', () => {
  test.each([
    ['registration', ''],
    ['access', 'instance'],
    ['runner', ''],
  ])('says that a token without a known prefix is of the kind %s', (GitLabTokenKind, RunnerScope) => {
    const { kind } = parseProperties({ ...GIVEN, GitLabToken: 'odd-MARKED', GitLabTokenKind, RunnerScope });
    expect(kind).toBe(GitLabTokenKind);
  });

  test('overrules the prefix', () => {
    const { kind } = parseProperties({
      ...GIVEN,
      GitLabToken: 'glpat-MARKED',
      GitLabTokenKind: 'registration',
    });
    expect(kind).toBe('registration');
  });

  test('must be a known one', () => {
    const odd = { ...GIVEN, GitLabToken: 'odd-MARKED', GitLabTokenKind: 'deploy' };
    expect(() => parseProperties(odd)).toThrow(
      'GitLabTokenKind must be auto, registration, access or runner',
    );
  });
});

test.each([
  '',
  'group',
  'group/',
  'group/a',
  'user/7',
  'project/7/8',
  'xinstance',
  'instances',
])('the scope %j is refused', (RunnerScope) => {
  const given = { ...GIVEN, GitLabToken: 'glpat-MARKED', RunnerScope };
  expect(() => parseProperties(given)).toThrow('an access token needs RunnerScope');
});

test.each(['instance', 'group/12', 'project/7'])('the scope %s is taken', (RunnerScope) => {
  expect(parseProperties({ ...GIVEN, GitLabToken: 'glpat-MARKED', RunnerScope }).scope).toBe(RunnerScope);
});

describe('the private CA', () => {
  const read: string[] = [];
  const outside = {
    readSource: async (name: string) => {
      read.push(name);
      return PEM.replaceAll('\n', ' ');
    },
  } as unknown as Parameters<typeof caCertificateOf>[2];
  const authority = (GitLabCaCertificate: string) =>
    caCertificateOf(
      parseProperties({ ...GIVEN, GitLabToken: 'GR1348941MARKED', GitLabCaCertificate }),
      requestFor(undefined),
      outside,
    );

  test('is read from the parameter whose name is given, and put into its lines', async () => {
    expect(await authority('/gitlab/ca')).toBe(PEM);
    expect(read).toEqual(['/gitlab/ca']);
  });

  test('is what is given otherwise', async () => {
    expect(await authority(PEM.replaceAll('\n', '\\n'))).toBe(PEM);
    expect(await authority('')).toBe('');
    expect(read).toEqual(['/gitlab/ca']);
  });
});
