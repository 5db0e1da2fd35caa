import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const FILE = join(PROJECT, 'examples', 'worker-image.yaml');
const { Resources, Parameters, Outputs } = readTemplate(FILE);
const stack = readTemplate();
const DEFAULTS = Object.entries(Parameters).map(([name, { Default }]) => [name, String(Default)]);

/** What CloudFormation makes of a text with `${…}`. */
const filled = (text: unknown, given: Readonly<Record<string, string>> = {}) => {
  const values = { ...Object.fromEntries(DEFAULTS), 'AWS::StackName': 'bake', ...given };
  return String((text as { 'Fn::Sub': string })['Fn::Sub']).replace(
    /\$\{([\w:]+)\}/g,
    (_, name) => values[name],
  );
};

test('cfn-lint finds nothing in the example', { timeout: 60_000 }, () => {
  execFileSync(join(PROJECT, '.tools/sam/bin/cfn-lint'), [FILE], { stdio: 'pipe' });
});

test('the image’s id goes where EC2 can read it, and where Image Builder may write and the stack looks', () => {
  const [{ SsmParameterConfigurations }] = Resources.Distribution?.Properties.Distributions as [
    { SsmParameterConfigurations: [{ ParameterName: unknown; DataType: string }] },
  ];
  const [{ ParameterName, DataType }] = SsmParameterConfigurations;
  expect(DataType).toBe('aws:ec2:image');
  expect(filled(ParameterName)).toBe('/imagebuilder/bake/worker');
  expect(filled(Outputs.WorkerImageId?.Value)).toBe('/imagebuilder/bake/worker');
  expect(filled(ParameterName)).toMatch(new RegExp(`^(${stack.Parameters.WorkerImageId?.AllowedPattern})$`));
});

test('the helper image is of the stack’s own gitlab-runner', () => {
  expect(Parameters.RunnerVersion?.Default).toBe(stack.Parameters.RunnerVersion?.Default);
});

describe('the component', () => {
  const steps = (given?: Readonly<Record<string, string>>) => {
    const { phases } = parse(filled(Resources.Component?.Properties.Data, given)) as {
      phases: Array<{ name: string; steps: [{ inputs: { commands: [string] } }] }>;
    };
    return Object.fromEntries(phases.map(({ name, steps: [step] }) => [name, step.inputs.commands[0]]));
  };
  /** Runs a step in bash beside programs that write down what they are called with. */
  function calls(step = ''): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'bake-'));
    for (const name of ['docker', 'systemctl', 'rm']) {
      writeFileSync(join(folder, name), `#!/bin/bash\necho ${name} "$@" >> ${folder}/calls\n`);
      chmodSync(join(folder, name), 0o755);
    }
    execFileSync('bash', ['-c', step], { env: { PATH: `${folder}:/usr/bin:/bin` } });
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  }
  const HELPER = 'registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper';

  test('pulls the helper and what was named, and tests that they are there', () => {
    const { build, test } = steps({
      Images: 'alpine:3.22 node:24',
      Architecture: 'arm64',
      RunnerVersion: '19.5.1',
    });
    const images = [`${HELPER}:arm64-v19.5.1`, 'alpine:3.22', 'node:24'];
    expect(calls(build).slice(-3)).toEqual(images.map((image) => `docker pull --quiet ${image}`));
    expect(calls(test).slice(-3)).toEqual(images.map((image) => `docker image inspect ${image}`));
  });

  test('takes no names too, and holds nothing that Image Builder would take for an expression of its own', () => {
    expect(calls(steps({ Images: '' }).build).at(-1)).toBe(`docker pull --quiet ${HELPER}:x86_64-v19.4.0`);
    expect(filled(Resources.Component?.Properties.Data)).not.toContain('{{');
  });

  test('takes no name that a shell would read', () => {
    const { AllowedPattern } = Parameters.Images ?? {};
    for (const name of ['a;reboot', 'a$(id)', 'a`id`', "a'b", 'a|b', 'a\nb'])
      expect(name).not.toMatch(new RegExp(`^(${AllowedPattern})$`));
  });
});
