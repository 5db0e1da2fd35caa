import { expect, test } from 'vitest';
import { withParameters } from '../../scripts/lib/conditions.ts';
import { evaluate } from '../../scripts/lib/evaluate.ts';
import { type Parameter, readTemplate } from '../../scripts/lib/template.ts';

const template = readTemplate();

// What CloudFormation's Fn::Split makes of an empty text, one empty item or none, no page of AWS's says; and of none
// Fn::Select takes no first.
const mayBeEmpty = ({ AllowedPattern = '', AllowedValues, Type }: Parameter) =>
  Type !== 'Number' && !AllowedValues && new RegExp(`^(${AllowedPattern})$`).test('');

const emptied = Object.fromEntries(
  Object.entries(template.Parameters).flatMap(([name, parameter]) =>
    mayBeEmpty(parameter) ? [[name, '']] : [],
  ),
);

/** The text of every Fn::Split in a piece of the template, with the path to it. */
function splits(value: unknown, path: string): Array<readonly [path: string, text: unknown]> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const found = splits(inner, `${path}.${key}`);
    return key === 'Fn::Split' ? [[path, inner[1]] as const, ...found] : found;
  });
}

// All conditions are evaluated, but of an Fn::If the branch alone that is taken.
const made = withParameters(template, emptied);
const SPLITS = splits(
  { Conditions: template.Conditions, Resources: made.Resources, Outputs: made.Outputs },
  'template',
);

const given = (parameters: Readonly<Record<string, string>>) =>
  evaluate(template, {
    parameters,
    pseudo: { 'AWS::StackId': 'arn:aws:cloudformation:eu-central-1:1:stack/ci/0a1b-2c3d' },
    attribute: (logicalId, name) => `${logicalId}.${name}`,
  });

test('the parameters that may be empty are known', () => {
  expect(Object.keys(emptied)).toEqual(
    expect.arrayContaining(['GitLabTokenSource', 'GitLabCaCertificate', 'FunctionSubnetIds', 'VpcId']),
  );
  expect(emptied).not.toHaveProperty('WorkerInstanceTypes');
});

test.each(SPLITS)('no empty text is split at %s', (_, text) => {
  expect(given(emptied).of(text)).toMatch(/./);
});

test.each([
  ['', false, false],
  ['/team/gitlab-token', false, true],
  ['arn:aws:secretsmanager:eu-central-1:1:secret:token', true, false],
])('the source %j is a secret: %s, a parameter: %s', (GitLabTokenSource, isSecret, isParameter) => {
  const { holds } = given({ GitLabTokenSource });
  expect([holds('HasSecretSource'), holds('HasParameterSource')]).toEqual([isSecret, isParameter]);
});

test.each([
  ['', false],
  ['/team/ca', true],
  ['-----BEGIN CERTIFICATE-----\na/b\n-----END CERTIFICATE-----', false],
])('the certificate %j is kept in a parameter: %s', (GitLabCaCertificate, isKept) => {
  expect(given({ GitLabCaCertificate }).holds('HasCertificateParameter')).toBe(isKept);
});
