import { expect, test } from 'vitest';
import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

test.each([
  ['https://gitlab.com', 'https://gitlab.com'],
  ['https://gitlab.com/', 'https://gitlab.com'],
  [' HTTPS://GitLab.Example.COM// ', 'https://gitlab.example.com'],
  ['https://example.com:8443/', 'https://example.com:8443'],
  ['https://example.com:443', 'https://example.com'],
  ['https://example.com/git/lab/', 'https://example.com/git/lab'],
  ['https://example.com/a/../gitlab', 'https://example.com/gitlab'],
  ['https://10.1.2.3', 'https://10.1.2.3'],
  ['https://[2001:DB8:0:0::1]:8443/gitlab', 'https://[2001:db8::1]:8443/gitlab'],
])('32. %s is used as %s', (given, used) => {
  expect(normaliseGitLabUrl(given)).toBe(used);
});

test.each([
  ['31.', 'http://gitlab.example.com'],
  ['31.', 'ftp://gitlab.example.com'],
  ['32.', ''],
  ['32.', 'gitlab.example.com'],
  ['32.', 'https://user@gitlab.example.com'],
  ['32.', 'https://user:MARKED@gitlab.example.com'],
  ['32.', 'https://gitlab.example.com/?private_token=MARKED'],
  ['32.', 'https://gitlab.example.com/#fragment'],
  ['32.', 'https://169.254.169.254'],
  ['32.', 'https://2852039166'],
  ['32.', 'https://0xa9fea9fe/latest'],
  ['32.', 'https://[fe80::1]'],
  ['32.', 'https://[::ffff:169.254.169.254]'],
])('%s %s is refused', (_, given) => {
  expect(normaliseGitLabUrl(given)).toBeUndefined();
});

test.each([
  ['http://gitlab.example.com', false],
  ['https://user:MARKED@gitlab.example.com', false],
  ['https://gitlab.example.com/?private_token=MARKED', false],
  ['https://gitlab.example.com/#fragment', false],
  ['https://[2001:db8::1]:8443/gitlab/', true],
])('31. 32. the template is asked for %s: %s', (given, taken) => {
  const { AllowedPattern } = readTemplate().Parameters.GitLabUrl ?? {};
  expect(new RegExp(`^(?:${AllowedPattern})$`).test(given)).toBe(taken);
});
