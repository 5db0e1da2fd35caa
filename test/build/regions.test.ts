import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { PARTITIONS } from '../../scripts/launch/regions.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 60_000 });

const REGIONS = PARTITIONS.flatMap(({ regions }) => Object.keys(regions));

let folder = '';
let text = '';
beforeAll(async () => {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  folder = mkdtempSync(join(PROJECT, '.local', 'lint-'));
  text = (await plainTemplate(TEMPLATE_FILE)).text;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(template: string, regions: readonly string[]) {
  const file = join(folder, 'gitlab-runner.yaml');
  writeFileSync(file, template);
  const program = join(PROJECT, '.tools/sam/bin/cfn-lint');
  const { status, stdout } = spawnSync(program, [file, '--format', 'parseable', '--regions', ...regions], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

test('cfn-lint finds nothing in the plain template in any region that the launch page offers', () => {
  expect(REGIONS.length).toBeGreaterThan(30);
  expect(lint(text, REGIONS)).toEqual({ status: 0, stdout: '' });
});

test('and finds a resource that one of the regions does not have', () => {
  const without = 'AWS::RoboMaker::Fleet';
  const more = text.replace('\nResources:\n', `\nResources:\n  Strange:\n    Type: ${without}\n`);
  expect(more).not.toBe(text);
  const { status, stdout } = lint(more, ['us-east-1', 'ap-southeast-7']);
  expect(stdout).toContain(without);
  expect(status).not.toBe(0);
});
