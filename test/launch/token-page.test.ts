import { expect, it } from 'vitest';
import { tokenPages } from '../../scripts/launch/token-page.ts';

it("links to the token page of a GitLab by its version's address, with name and scopes", () => {
  expect(tokenPages('https://gitlab.com', 'two words&')).toEqual({
    newer:
      'https://gitlab.com/-/user_settings/personal_access_tokens/legacy/new?name=two%20words%26&scopes=create_runner,manage_runner',
    older:
      'https://gitlab.com/-/user_settings/personal_access_tokens?name=two%20words%26&scopes=create_runner,manage_runner',
  });
});

it.each([
  'http://gitlab.com',
  'javascript:alert(1)',
  '',
  'https://169.254.169.254',
])('links nowhere from %j', (gitLabUrl) => {
  expect(tokenPages(gitLabUrl, 'ci')).toBeUndefined();
});
