import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { read } from '../../scripts/docs/documents.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

/** What GitLab's own schema, app/assets/javascripts/editor/schema/ci.json, has against a pipeline. */
const FAULTS = `
import json, sys
from pathlib import Path
import jsonschema
schema, = Path('.tools/validate/lib').glob('python3.*/site-packages/check_jsonschema/builtin_schemas/vendor/gitlab-ci.json')
for fault in jsonschema.Draft7Validator(json.loads(schema.read_text())).iter_errors(json.load(sys.stdin)):
    print(fault.json_path, fault.message)
`;
function faultsOf(pipeline: unknown): string {
  const { status, stdout, stderr } = spawnSync(join(PROJECT, '.tools/sam/bin/python3'), ['-c', FAULTS], {
    cwd: PROJECT,
    input: JSON.stringify(pipeline),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

interface Job {
  readonly script?: string;
  readonly after_script?: string[];
  readonly rules?: Array<{ readonly if: string }>;
}
const PIPELINE: Record<string, Job> = parse(read('.gitlab-ci.yml'));
const scripts = Object.values(PIPELINE).flatMap(({ script = [], after_script = [] }) => [
  ...[script].flat(),
  ...after_script,
]);

test('.gitlab-ci.yml is what GitLab’s own schema allows, which does not allow everything', {
  timeout: 60_000,
}, () => {
  expect(faultsOf(PIPELINE)).toBe('');
  expect(faultsOf({ ...PIPELINE, audit: { script: 'x', timeout: 3 } })).toContain('$.audit');
  expect(faultsOf({ ...PIPELINE, default: { tests: 'none' } })).toContain('tests');
});

test('each command of .ci/run is a job', () => {
  const commands = read('.ci/run').match(/^npm (?:run )?[\w:]+/gm) ?? [];
  expect(commands.length).toBeGreaterThan(3);
  for (const command of commands) expect(scripts).toContain(`.ci/run ${command}`);
});

test('the jobs run scripts that there are', () => {
  const known = Object.keys(JSON.parse(read('package.json')).scripts);
  const run = scripts.flatMap((line) => /npm (?:run )?([\w:-]+)/.exec(line)?.[1] ?? []);
  expect(run.filter((name) => !known.includes(name))).toEqual([]);
  expect(run.length).toBe(scripts.length);
});

test('prove spends on a schedule alone, where the variables for an account are, and takes the options that it is given', () => {
  const { script = '', after_script = [], rules } = PIPELINE.prove ?? {};
  const variables = ['AWS_ROLE_ARN', 'AWS_REGION', 'PROVE_PROJECT', 'GITLAB_TOKEN'].map((name) => `$${name}`);
  expect(rules).toEqual([{ if: ['$CI_PIPELINE_SOURCE == "schedule"', ...variables].join(' && ') }]);
  const options = [script, ...after_script].flatMap((line) => line.match(/(?<= --)[a-z-]+/g) ?? []);
  expect(options).toEqual(['yes', 'project', 'region', 'clean-up']);
  const known = read('scripts/prove/index.ts');
  for (const option of options) expect(known).toMatch(new RegExp(`^ +'?${option}'?: \\{ type:`, 'm'));
});
