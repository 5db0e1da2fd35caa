import { expect, test } from 'vitest';
import { normaliseGitLabUrl, readGitLabUrl } from '../../functions/gitlab/url.ts';
import { propertyReader } from '../../functions/shared/property-reader.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

test.each([
  ['https://gitlab.com', 'https://gitlab.com'],
  ['https://gitlab.com/', 'https://gitlab.com'],
  [' HTTPS://GitLab.Example.COM// ', 'https://gitlab.example.com'],
  ['https://example.com:8443/', 'https://example.com:8443'],
  ['https://example.com:443', 'https://example.com'],
  ['https://example.com/git/lab/', 'https://example.com/git/lab'],
  ['https://example.com//git///lab/', 'https://example.com/git/lab'],
  ['https://example.com/a/../gitlab', 'https://example.com/gitlab'],
  ['https://Bücher.example.com:8443/GitLab', 'https://xn--bcher-kva.example.com:8443/GitLab'],
  ['https://10.1.2.3', 'https://10.1.2.3'],
  ['https://169.254.169.254.example.com', 'https://169.254.169.254.example.com'],
  ['https://[fec0::1]', 'https://[fec0::1]'],
  ['https://[2001:DB8:0:0::1]:8443/gitlab', 'https://[2001:db8::1]:8443/gitlab'],
])('%s is used as %s', (given, used) => {
  expect(normaliseGitLabUrl(given)).toBe(used);
});

test.each([
  'http://gitlab.example.com',
  'ftp://gitlab.example.com',
  '',
  'gitlab.example.com',
  'https://user@gitlab.example.com',
  'https://user:MARKED@gitlab.example.com',
  'https://gitlab.example.com/?private_token=MARKED',
  'https://gitlab.example.com/#fragment',
  'https://169.254.169.254',
  'https://2852039166',
  'https://0xa9fea9fe/latest',
  'https://169.254.169.254.',
  'https://[fe80::1]',
  'https://[FEBF:0::1]:8443/gitlab',
  'https://[::ffff:169.254.169.254]',
])('%s is refused', (given) => {
  expect(normaliseGitLabUrl(given)).toBeUndefined();
});

test.each([
  ['http://gitlab.example.com', false],
  ['https://user:MARKED@gitlab.example.com', false],
  ['https://gitlab.example.com/?private_token=MARKED', false],
  ['https://gitlab.example.com/#fragment', false],
  ['https://[2001:db8::1]:8443/gitlab/', true],
])('the template is asked for %s: %s', (given, taken) => {
  const { AllowedPattern } = readTemplate().Parameters.GitLabUrl ?? {};
  expect(new RegExp(`^(?:${AllowedPattern})$`).test(given)).toBe(taken);
});

test('every function refuses an address with a $, which gitlab-runner would take for a variable', () => {
  const reader = propertyReader({ GitLabUrl: 'https://gitlab.example.com/$HOME' });
  readGitLabUrl(reader);
  expect(reader.errors).toEqual([
    'GitLabUrl must be an https:// URL without user, query, fragment or $, and not link-local',
  ]);
});
