/** `node test/launch/screenshots.ts` takes the pictures in docs/images. */
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { fill, startBrowser } from './browser.ts';

const IMAGES = join(import.meta.dirname, '../../../docs/images');
const DESKTOP = { viewport: { width: 1200, height: 760 } };
const PHONE = {
  viewport: { width: 390, height: 780 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 1.5,
};
const browser = await startBrowser();

async function picture(name: string, options: BrowserContextOptions, show: (page: Page) => Promise<void>) {
  const { page } = await browser.open(options);
  await fill(page, 'region', 'eu-central-1');
  await fill(page, 'GitLabTokenSource', '/ci/gitlab-token');
  await fill(page, 'GitLabTokenKind', 'access');
  await fill(page, 'RunnerScope', 'group/42');
  await show(page);
  await page.screenshot({ path: join(IMAGES, `launch-${name}.png`) });
}

const toTop = (page: Page) => page.evaluate<void>('scrollTo(0, 0)');
async function workers(page: Page) {
  await fill(page, 'WorkerInstanceTypes', 'm7i.large; m6i.large');
  await fill(page, 'WorkerMarket', 'spot');
  await fill(page, 'IdleWorkers', '1');
  await page.getByRole('tab', { name: 'AWS CLI' }).click();
  await page.evaluate<void>('document.querySelectorAll("summary")[1].scrollIntoView()');
}

try {
  await picture('light', { ...DESKTOP, colorScheme: 'light' }, toTop);
  await picture('dark', { ...DESKTOP, colorScheme: 'dark' }, workers);
  await picture('phone', { ...PHONE, colorScheme: 'light' }, toTop);
} finally {
  await browser.stop();
}
