import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSED } from '../refused.ts';
import { fill, startBrowser } from './browser.ts';

describe('what the stack would refuse', { timeout: 60_000 }, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.stop());

  it.each(REFUSED)("cannot be launched, and is said in the stack's words: $values", async ({
    values,
    sentence,
    parameter,
  }) => {
    const { page, errors } = await browser.open();
    for (const [name, value] of Object.entries(values)) await fill(page, name, value);
    const launch = page.locator('#launch');
    expect(await launch.textContent()).toBe(`Correct ${parameter} first`);
    expect(await page.locator('#launch-note').textContent()).toContain(sentence);
    await launch.click();
    expect(await page.evaluate('document.activeElement.id')).toBe(parameter);
    expect(await page.locator(`#${parameter}-problem`).textContent()).toBe(sentence);
    expect(await page.locator(`#${parameter}`).getAttribute('aria-invalid')).toBe('true');
    expect(errors).toEqual([]);
  });

  it('can be launched as soon as it is put right', async () => {
    const { page } = await browser.open();
    await fill(page, 'SshKeyName', 'mine');
    await fill(page, 'SshCidr', '203.0.113.0/24');
    expect(await page.locator('#launch').textContent()).toBe('Open in CloudFormation');
    expect(await page.locator('.problem:not(:empty)').count()).toBe(0);
  });

  it('is said at once where it depends on the credential, which may still be another', async () => {
    const { page } = await browser.open();
    const note = page.locator('#launch-note');
    expect(await note.textContent()).toContain(
      "With an access token this would be refused: The runner's parameters cannot work: an access token needs RunnerScope",
    );
    expect(await page.locator('#launch').textContent()).toBe('Open in CloudFormation');
    await fill(page, 'RunnerScope', 'project/7');
    expect(await note.textContent()).not.toContain('access token');
  });

  it('does not hide where the GitLab that was filled in makes an access token', async () => {
    const { page } = await browser.open();
    await fill(page, 'stackName', 'ci-runners');
    await fill(page, 'GitLabUrl', 'https://gitlab.example.com/sub/');
    const newer = page.getByRole('link', { name: 'GitLab 18.9 and newer' });
    const base = 'https://gitlab.example.com/sub/-/user_settings/personal_access_tokens';
    const query = '?name=ci-runners&scopes=create_runner,manage_runner';
    expect(await newer.getAttribute('href')).toBe(`${base}/legacy/new${query}`);
    expect(await newer.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.getByRole('link', { name: 'GitLab 17.1 to 18.8' }).getAttribute('href')).toBe(
      `${base}${query}`,
    );
    await page.locator('#GitLabUrl').fill('javascript:alert(1)');
    expect(await page.locator('#token-page-newer').getAttribute('href')).toBeNull();
  });
});
