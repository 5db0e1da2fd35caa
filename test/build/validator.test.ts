import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';
let file = '';
beforeAll(async () => {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  folder = mkdtempSync(join(PROJECT, '.local', 'validate-'));
  file = join(folder, 'gitlab-runner.yaml');
  writeFileSync(file, (await plainTemplate(TEMPLATE_FILE)).text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function validate(...parameters: readonly string[]) {
  const validator = join(PROJECT, 'scripts/template/validate.py');
  const args = [validator, file, ...parameters];
  const { status, stdout } = spawnSync(join(PROJECT, '.tools/validate/bin/python'), args, {
    encoding: 'utf8',
  });
  return { status, stdout };
}

test.each([
  [[]],
  [['Executor=docker+machine', 'WorkerImageId=/images/ubuntu']],
  [['FunctionSubnetIds=subnet-0a1b2c3d,subnet-4e5f6a7b', 'VpcId=vpc-0a1b2c3d']],
  [['WorkerInstanceTypes=m7i.large,m6i.large', 'CacheBucketName=a-bucket']],
])("AWS's own validator lets the plain template through with the parameters %j", (parameters) => {
  expect(validate(...parameters)).toEqual({ status: 0, stdout: '' });
});

test('what it would refuse is told', () => {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace("MaxSize: '2'", 'MaxSize: many'));
  expect(validate()).toMatchObject({ status: 1, stdout: expect.stringContaining("'many'") });
});
