import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parameterGroups } from '../../../scripts/lib/template.ts';
import { FILLED } from '../filled.ts';
import { inPython } from '../in-python.ts';
import { asAwsReads, inShell, overridesOf } from '../shell.ts';
import { SOURCE } from '../source.ts';
import { fill, type Opened, startBrowser, TEMPLATE_URL } from './browser.ts';

const hrefOf = async ({ page }: Opened) => (await page.locator('#launch').getAttribute('href')) ?? '';
const queryOf = (href: string) => Object.fromEntries(new URLSearchParams(href.split('review?')[1]));
const prefixed = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`param_${name}`, value]));

let browser: Awaited<ReturnType<typeof startBrowser>>;
let opened: Opened;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser?.stop());

const openAndFill = async (values: Readonly<Record<string, string>>) => {
  opened = await browser.open();
  for (const [name, value] of Object.entries(values)) await fill(opened.page, name, value);
  return opened;
};
describe('filling in the launch page', { timeout: 60_000 }, () => {
  it('links to the console with nothing but the template and the name while every default stays', async () => {
    const href = await hrefOf(await openAndFill({}));
    const encoded = encodeURIComponent(
      'https://templates.s3.eu-west-1.amazonaws.com/runner%20stack/gitlab-runner.yaml',
    );
    expect(href).toBe(
      `https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?templateURL=${encoded}&stackName=gitlab-runner`,
    );
  });

  it('takes the template from beside itself, and says where the console could not read it', async () => {
    const local = await startBrowser('gitlab-runner.yaml');
    const { page } = await local.open();
    const here = new URL('gitlab-runner.yaml', page.url()).href;
    expect(queryOf((await page.locator('#launch').getAttribute('href')) ?? '')).toMatchObject({
      templateURL: here,
    });
    expect(await page.locator('#launch-note').textContent()).toContain(
      `templates from S3 only, and not ${here}.`,
    );
    await local.stop();
  });

  it('launches the version that it is of, also from beside the latest', async () => {
    const latest = await startBrowser('https://b.s3.eu-west-1.amazonaws.com/stack/latest/gitlab-runner.yaml');
    const { page } = await latest.open();
    const { Version } = SOURCE.Mappings.Stack.Release;
    const templateURL = `https://b.s3.eu-west-1.amazonaws.com/stack/${Version}/gitlab-runner.yaml`;
    expect(queryOf((await page.locator('#launch').getAttribute('href')) ?? '')).toMatchObject({
      templateURL,
    });
    expect(await page.locator('#text-nested').textContent()).toContain(`TemplateURL: "${templateURL}"`);
    await latest.stop();
  });

  it('leaves out again what is put back to its default', async () => {
    await openAndFill({ MaxWorkers: '25', WorkerMarket: 'spot' });
    await fill(opened.page, 'MaxWorkers', '20');
    expect(queryOf(await hrefOf(opened))).toMatchObject({ param_WorkerMarket: 'spot' });
    expect(await hrefOf(opened)).not.toContain('MaxWorkers');
  });

  it("says what is wrong in the template's words, leads there, and stops saying it", async () => {
    const { page } = await openAndFill({ RunnerVersion: '18.2.0', VpcId: 'mine' });
    const problem = page.locator('#RunnerVersion-problem');
    const sentence =
      'RunnerVersion must be a whole version such as 19.4.0; before 19.3 gitlab-runner cannot check its configuration.';
    expect(await problem.textContent()).toBe(sentence);
    expect(await page.locator('#RunnerVersion').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#launch').textContent()).toBe('Correct VpcId first');
    const { length } = parameterGroups(SOURCE).find(({ label }) => label === 'Manager')?.fields ?? [];
    expect(await page.getByText(`${length} parameters · 1 changed · 1 to correct`).count()).toBe(1);

    await page.locator('summary', { hasText: 'Network' }).click();
    await page.locator('#launch').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('VpcId');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('vpc-0123456789abcdef0');
    expect(await page.locator('#VpcId-problem').textContent()).toBe('');
    await fill(page, 'RunnerVersion', '19.10.1');
    expect(await problem.textContent()).toBe('');
    expect(await page.locator('#RunnerVersion').getAttribute('aria-invalid')).toBeNull();
    expect(queryOf(await hrefOf(opened))).toMatchObject({ param_RunnerVersion: '19.10.1' });
  });

  it('does not interrupt who is still writing', async () => {
    const { page } = await openAndFill({});
    await page.locator('#GitLabUrl').fill('http');
    expect(await page.locator('#GitLabUrl-problem').textContent()).toBe('');
    expect(await page.locator('#launch').textContent()).toBe('Correct GitLabUrl first');
  });

  it('refuses numbers outside the template’s limits, and no number', async () => {
    const { page } = await openAndFill({ MaxWorkers: '1001', IdleTime: '' });
    const problems = await page.locator('.problem:not(:empty)').allTextContents();
    expect(problems).toEqual([
      'MaxWorkers must be a whole number from 1 to 1000.',
      'IdleTime must be a whole number from 0 to 86400.',
    ]);
  });

  it('shows the cost of the region that was chosen, or says that it does not know it', async () => {
    const { page } = await openAndFill({ IdleWorkers: '1' });
    expect(await page.locator('#total').textContent()).toBe('$93.75 a month');
    await fill(page, 'region', 'eu-central-1');
    expect(await page.locator('#total').textContent()).toBe('$109.80 a month');
    expect(await page.locator('#cost-note').textContent()).toMatch(
      /^Price list as of \d+ \w+ 20\d\d; spot prices change/,
    );
    await fill(page, 'region', 'sa-east-1');
    expect(await page.locator('#total').textContent()).toBe('');
    expect(await page.locator('#cost-note').textContent()).toContain('does not have sa-east-1');
  });
});

describe('the launch page, filled in', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    await openAndFill({ ...FILLED, stackName: 'ci-runners', region: 'cn-north-1' });
  }, 60_000);

  const copied = async (name: string) => {
    const { page } = opened;
    const text = page.locator('aside details').filter({ has: page.getByText(name, { exact: true }) });
    if ((await text.getAttribute('open')) === null) await text.locator('summary').click();
    await text.getByRole('button', { name: 'Copy' }).click();
    await opened.page.getByText('Copied.').waitFor();
    return opened.page.evaluate<string>('navigator.clipboard.readText()');
  };

  it('links with exactly what was filled in, in the region that was chosen', async () => {
    const href = await hrefOf(opened);
    expect(href).toMatch(
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\/cloudformation\/home\?region=cn-north-1#/,
    );
    const templateURL = new URL(TEMPLATE_URL).href;
    expect(queryOf(href)).toEqual({ templateURL, stackName: 'ci-runners', ...prefixed(FILLED) });
    expect(href).toContain('param_Executor=docker%2Bmachine');
    expect(await opened.page.locator('#launch').getAttribute('target')).toBe('_blank');
    expect(opened.errors).toEqual([]);
  });

  it('gives texts to copy that say the same to SAM, the AWS CLI and a parent template', async () => {
    const sam = inShell(await copied('SAM')).at(-1);
    expect(inPython('overrides.py', [overridesOf(sam)])).toEqual([FILLED]);
    const aws = inShell(await copied('AWS CLI'), { BUCKET: 'mine' }).at(-1);
    expect(asAwsReads(overridesOf(aws))).toEqual(FILLED);
    const nested = parse(await copied('Nested stack')) as {
      Resources: { GitLabRunner: { Properties: unknown } };
    };
    const { Properties } = nested.Resources.GitLabRunner;
    expect(Properties).toEqual({ TemplateURL: new URL(TEMPLATE_URL).href, Parameters: FILLED });
  });

  it('knows no place for the credential, neither in the form nor in the link nor in a text', async () => {
    const { page } = opened;
    expect(await page.locator('[name=GitLabToken], [type=password]').count()).toBe(0);
    const texts = await page.locator('pre').allTextContents();
    for (const text of [await hrefOf(opened), ...texts]) expect(text).not.toMatch(/GitLabToken\b/);
    expect(await page.locator('.secret').textContent()).toContain('Never typed into this page');
  });
});
