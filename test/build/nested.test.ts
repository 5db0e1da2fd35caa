import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const FILE = join(PROJECT, 'examples', 'nested.yaml');
const example = readTemplate(FILE);
const { Parameters, Outputs } = readTemplate();
const children = Object.entries(example.Resources).map(
  ([name, { Properties }]) => [name, Properties.Parameters as Record<string, unknown>] as const,
);

test('cfn-lint finds nothing in the example', { timeout: 60_000 }, () => {
  execFileSync(join(PROJECT, '.tools/sam/bin/cfn-lint'), [FILE], { stdio: 'pipe' });
});

test('the stack is in it twice, and nothing else, so CAPABILITY_IAM is enough', () => {
  const types = Object.values(example.Resources).map(({ Type }) => Type);
  expect(types).toEqual(['AWS::CloudFormation::Stack', 'AWS::CloudFormation::Stack']);
  expect(example).not.toHaveProperty('Transform');
});

describe.each(children)('the child %s', (_, given) => {
  test('is given parameters that the stack has, and no secret', () => {
    for (const name of Object.keys(given))
      expect([name, Parameters[name]?.NoEcho ?? false]).toEqual([name, false]);
    expect(given).toMatchObject({
      GitLabTokenSource: { Ref: expect.any(String) },
      GitLabTokenKind: 'access',
    });
  });
  test('is given values that the stack takes', () => {
    for (const [name, value] of Object.entries(given).filter(([, one]) => typeof one !== 'object')) {
      const { AllowedPattern = '[\\s\\S]*', AllowedValues } = Parameters[name] ?? {};
      expect(String(value)).toMatch(new RegExp(`^(${AllowedPattern})$`));
      if (AllowedValues) expect(AllowedValues).toContain(value);
    }
  });
});

test('the children share a VPC and a boundary, and differ in project and credential', () => {
  const [[, web], [, data]] = children as [(typeof children)[0], (typeof children)[0]];
  for (const name of ['VpcId', 'SubnetIds', 'PermissionsBoundary', 'GitLabUrl'])
    expect(web[name]).toEqual(data[name]);
  for (const name of ['GitLabTokenSource', 'RunnerScope']) expect(web[name]).not.toEqual(data[name]);
});

test('the outputs that it asks for are those of the stack', () => {
  for (const { Value } of Object.values(example.Outputs)) {
    const [, ...path] = (Value as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
    expect(Outputs).toHaveProperty(String(path[1]));
  }
});
