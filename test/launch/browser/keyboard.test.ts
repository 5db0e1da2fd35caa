import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterGroups } from '../../../scripts/lib/template.ts';
import { SOURCE } from '../source.ts';
import { startBrowser } from './browser.ts';

const [gitlab, ...others] = parameterGroups(SOURCE);
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.id || (document.activeElement.querySelector("h2") ?? document.activeElement).textContent',
  );
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const outlined = (page: Page) =>
  page.evaluate<boolean>('getComputedStyle(document.activeElement).outlineStyle === "solid"');

describe('the launch page by keyboard alone', { timeout: 60_000 }, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.stop());

  it('goes through everything in the order in which it is seen, and shows where it is', async () => {
    const { page } = await browser.open();
    // In place of the credential's own field are the links to where it is made.
    const fields = gitlab?.fields.flatMap(({ name, NoEcho }) =>
      NoEcho ? ['token-page-newer', 'token-page-older'] : name,
    );
    const closed = others.map(({ label }) => label);
    const stops = [
      'region',
      'stackName',
      'GitLab',
      ...(fields ?? []),
      ...closed,
      'launch',
      'SAM',
      'text-sam',
      'Copy',
      'AWS CLI',
      'Nested stack',
    ];
    const seen: string[] = [];
    for (const _ of stops) {
      await page.keyboard.press('Tab');
      seen.push(await focused(page));
      expect(await outlined(page), seen.at(-1)).toBe(true);
    }
    expect(seen).toEqual(stops);
  });

  it('opens a group, fills it in, and copies another text', async () => {
    const { page } = await browser.open();
    await page.locator('#StrictDeregistration').focus();
    await press(page, 'Tab', 'Enter', 'Tab');
    expect(await focused(page)).toBe('Executor');
    await press(page, 'ArrowDown', 'Tab', 'End');
    await page.keyboard.type(',m6i.large');
    await page.locator('#launch').focus();
    await press(page, 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await focused(page)).toBe('AWS CLI');
    await press(page, 'Enter', 'Tab', 'Tab', 'Enter');
    await page.getByText('Copied.').waitFor();
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(text).toContain('    Executor=docker+machine \\\n    WorkerInstanceTypes=m7i.large,m6i.large\n');
  });

  it('does not leave the page by Enter in a field', async () => {
    const { page, requests } = await browser.open();
    await page.locator('#stackName').press('Enter');
    await page.locator('#stackName').fill('ci');
    expect(await page.locator('#text-sam').textContent()).toContain('--stack-name ci');
    expect(requests).toHaveLength(1);
  });
});
