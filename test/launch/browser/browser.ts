import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { renderLaunchPage } from '../../../scripts/launch/page.ts';
import { serve } from '../../../scripts/lib/serve.ts';
import { SOURCE } from '../source.ts';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
// It must ask nobody for anything of its own accord, so that a request that leaves is the page's.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];
export const TEMPLATE_URL = 'https://templates.s3.eu-west-1.amazonaws.com/runner stack/gitlab-runner.yaml';

export interface Opened {
  readonly page: Page;
  /** The addresses of every request since the page was asked for. */
  readonly requests: readonly string[];
  /** What went wrong in the page's own script, and what its policy refused. */
  readonly errors: readonly string[];
}

/** The launch page in a real Chromium, served from 127.0.0.1. */
export async function startBrowser(templateUrl = TEMPLATE_URL) {
  if (!existsSync(EXECUTABLE))
    throw new Error(
      `There is no Chromium at ${EXECUTABLE}: install it with scripts/browser.sh (or apt-get install chromium), or set CHROMIUM to the path of one.`,
    );
  const html = renderLaunchPage(SOURCE, {
    version: SOURCE.Mappings.Stack.Release.Version,
    templateUrl,
  });
  const server = await serve((request, response) => {
    response.writeHead(request.url === '/launch.html' ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(html);
  });
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  return {
    open: (options: BrowserContextOptions = {}) => open(browser, `${server.url}/launch.html`, options),
    stop: async () => {
      await browser.close();
      server.stop();
    },
  };
}

async function open(browser: Browser, url: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const [requests, errors]: [string[], string[]] = [[], []];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => errors.push(message.text()));
  await page.goto(url);
  return { page, requests, errors };
}

/** Fills in a parameter as a person would: in its group, and on to the next one. */
export async function fill(page: Page, name: string, value: string): Promise<void> {
  const control = page.locator(`#${name}`);
  const closed = page.locator('details:not([open])').filter({ has: control });
  if ((await closed.count()) > 0) await closed.locator('summary').click();
  if (name === 'region' || SOURCE.Parameters[name]?.AllowedValues) await control.selectOption(value);
  else await control.fill(value);
  await control.blur();
}
