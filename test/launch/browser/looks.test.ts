import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, startBrowser } from './browser.ts';

const openGroups = (page: Page) =>
  page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');

/** WCAG's contrast of two computed colours, such as rgb(1, 2, 3). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the launch page, looked at', { timeout: 60_000 }, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.stop());

  const withEverything = async (options: Parameters<typeof browser.open>[0]) => {
    const opened = await browser.open(options);
    await openGroups(opened.page);
    await fill(opened.page, 'VpcId', 'wrong');
    await fill(opened.page, 'AdditionalRunnerConfig', `${'x'.repeat(200)} = 1`);
    await fill(opened.page, 'GitLabUrl', `https://${'sub.'.repeat(40)}example.com`);
    return opened;
  };

  it.each([
    'light',
    'dark',
  ] as const)('axe finds nothing that shuts people out, in %s', async (colorScheme) => {
    const { page } = await withEverything({ colorScheme });
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['color-contrast', 'label', 'aria-valid-attr-value']),
    );
  });

  it.each([
    'light',
    'dark',
  ] as const)('shows where to write and what is focused, in %s', async (colorScheme) => {
    const { page } = await browser.open({ colorScheme });
    await page.locator('#stackName').focus();
    const [border = '', outline = '', background = ''] = await page.evaluate<string[]>(
      '[getComputedStyle(stackName).borderTopColor, getComputedStyle(stackName).outlineColor, getComputedStyle(document.documentElement).backgroundColor]',
    );
    expect(contrast(border, background)).toBeGreaterThan(3);
    expect(contrast(outline, background)).toBeGreaterThan(3);
    expect(luminance(background) > 0.5).toBe(colorScheme === 'light');
  });

  it.each([320, 390])('never scrolls sideways on a phone %i px wide', async (width) => {
    const { page } = await withEverything({
      viewport: { width, height: 700 },
      isMobile: true,
      hasTouch: true,
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const small = await page.evaluate(
      '[...document.querySelectorAll("input, select, summary, a, button")].filter((one) => one.offsetHeight < 32).map((one) => one.id)',
    );
    expect(small).toEqual([]);
    const texts = await page.evaluate(
      '[...document.querySelectorAll("input, textarea, select")].every((one) => parseFloat(getComputedStyle(one).fontSize) >= 16)',
    );
    expect(texts).toBe(true);
  });

  it('asks nobody for anything but itself, and its policy would not let it', async () => {
    const { page, requests, errors } = await withEverything({});
    await page.getByRole('button', { name: 'Copy' }).click();
    expect(errors).toEqual([]);
    const sent = await page.evaluate('fetch("/other").then(() => "sent", () => "refused")');
    expect(sent).toBe('refused');
    expect(requests.map((url) => new URL(url).pathname)).toEqual(['/launch.html']);
    expect(errors.join()).toContain('Content Security Policy');
  });
});
