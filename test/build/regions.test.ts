import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { translate } from '../../scripts/build/translate.ts';
import { PARTITIONS } from '../../scripts/launch/regions.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const ONE_OF_EACH_PARTITION = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];
const tools = join(PROJECT, '.tools/sam/bin');

let folder = '';
let file = '';
let types: string[] = [];
beforeAll(async () => {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  folder = mkdtempSync(join(PROJECT, '.local', 'lint-'));
  file = join(folder, 'gitlab-runner.yaml');
  const { text } = await plainTemplate(TEMPLATE_FILE);
  writeFileSync(file, text);
  const { Resources } = translate(text, {}, 'us-east-1').source;
  const all = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  types = [...new Set(all)].filter((type) => !type.startsWith('Custom::'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(...args: readonly string[]) {
  const { status, stdout } = spawnSync(join(tools, 'cfn-lint'), args, { encoding: 'utf8' });
  return { status, found: stdout.trim() };
}

test('cfn-lint finds nothing in the plain template in a region of each partition', () => {
  expect(lint('--regions', ...ONE_OF_EACH_PARTITION, '--', file)).toEqual({ status: 0, found: '' });
});

test('cfn-lint finds what is broken in a template, so that nothing found means something', () => {
  const text =
    'Resources: { Broken: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: x } } } }\n';
  writeFileSync(join(folder, 'broken.yaml'), text);
  expect(lint('--regions', 'cn-north-1', '--', join(folder, 'broken.yaml')).found).toContain('E3003');
});

// So that what it finds in three regions holds for all of them; test/large/regions.large.ts asks it in each.
test('every region that cfn-lint knows has all types of the template, described as in those', () => {
  const input = JSON.stringify(types);
  const output = execFileSync(join(tools, 'python'), [join(import.meta.dirname, 'regions.py')], { input });
  const groups: Array<{ regions: string[]; missing: string[] }> = JSON.parse(output.toString());
  expect(groups.map(({ missing }) => missing)).toEqual([[]]);
  const known = groups[0]?.regions ?? [];
  expect(known.length).toBeGreaterThan(40);
  for (const { regions } of PARTITIONS) expect(known).toEqual(expect.arrayContaining(Object.keys(regions)));
});
