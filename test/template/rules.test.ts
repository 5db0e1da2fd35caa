import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { referencesIn } from '../../scripts/lib/references.ts';
import { type Resource, readTemplate, TEMPLATE_FILE } from '../../scripts/lib/template.ts';

const template = readTemplate();
const { Parameters, Resources } = template;
const ofType = (type: string): Array<[string, Resource]> =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);
const FUNCTIONS = ofType('AWS::Serverless::Function');
const ROLES = ofType('AWS::IAM::Role');
const source = readFileSync(TEMPLATE_FILE, 'utf8');

describe.each(Object.entries(Parameters))('the parameter %s', (name, parameter) => {
  test('is shown in exactly one group', () => {
    const groups = template.Metadata['AWS::CloudFormation::Interface'].ParameterGroups;
    expect(groups.flatMap(({ Parameters }) => Parameters).filter((one) => one === name)).toHaveLength(1);
  });
  test('has a default, so that a stack needs little more than a credential', () => {
    expect(parameter.Default).toBeDefined();
  });
  test('is described, and a pattern says in words what it wants', () => {
    expect(parameter.Description.length).toBeGreaterThan(20);
    if (parameter.AllowedPattern) expect(parameter.ConstraintDescription).toMatch(/^must be/);
  });
  test('has a default that it allows itself', () => {
    const { AllowedPattern = '[\\s\\S]*', AllowedValues, Default = '', MinValue = 0 } = parameter;
    expect(String(Default)).toMatch(new RegExp(`^(${AllowedPattern})$`));
    if (AllowedValues) expect(AllowedValues).toContain(Default);
    if (parameter.Type === 'Number') expect(Number(Default)).toBeGreaterThanOrEqual(MinValue);
  });
  test('is used', () => {
    const all = [Resources, template.Conditions, template.Outputs];
    expect(all.flatMap(referencesIn).some((reference) => reference.name === name)).toBe(true);
  });
});

describe.each(FUNCTIONS)('the function %s', (name, { Properties, Metadata }) => {
  const stem = name.replace(/Function$/, '');
  test('has a role and a log group of its own, and may write to that group alone', () => {
    expect(Properties.Role).toEqual({ 'Fn::GetAtt': [`${stem}Role`, 'Arn'] });
    expect(Properties.LoggingConfig).toEqual({ LogGroup: { Ref: `${stem}LogGroup` } });
    expect(statementsOf(Resources[`${stem}Role`])[0]).toEqual({
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [`${stem}LogGroup`, 'Arn'] },
    });
  });
  test('is bundled from its own folder', () => {
    const { BuildMethod, BuildProperties } = Metadata as Record<string, Record<string, unknown>>;
    expect(BuildMethod).toBe('esbuild');
    const EntryPoints = [`${stem.toLowerCase()}/index.ts`];
    expect(BuildProperties).toMatchObject({ EntryPoints, Minify: true, Target: 'es2024' });
  });
});

describe.each(Object.entries(Resources).filter(([, { Type }]) => Type.startsWith('Custom::')))('%s', (_, {
  Properties,
}) => {
  const name = (Properties.ServiceToken as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0] ?? '';
  const { Timeout = template.Globals.Function.Timeout, EventInvokeConfig } =
    (Resources[name]?.Properties as {
      Timeout?: number;
      EventInvokeConfig?: { MaximumRetryAttempts: number };
    }) ?? {};
  test('is waited for as long as all tries of its function can take, and no longer than an hour', () => {
    const tries = 1 + (EventInvokeConfig?.MaximumRetryAttempts ?? 2);
    const pauses = tries > 1 ? 180 : 100;
    expect(Properties.ServiceTimeout).toBeGreaterThanOrEqual(tries * Timeout + pauses);
    expect(Properties.ServiceTimeout).toBeLessThan(3600);
  });
});

test.each([
  ...ROLES,
  ...ofType('AWS::IAM::InstanceProfile'),
])('%s has the path by which policies know it', (_, { Properties }) => {
  expect(Properties.Path).toEqual({ Ref: 'RolePath' });
});

test.each(ROLES)('%s can be bounded, has no managed policy and no name', (_, { Properties }) => {
  expect(Properties.PermissionsBoundary).toMatchObject({
    'Fn::If': ['HasPermissionsBoundary', { Ref: 'PermissionsBoundary' }, expect.anything()],
  });
  expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  expect(Properties).not.toHaveProperty('RoleName');
});

test('an update of the launch template ends no worker with its job: their group is not refreshed', () => {
  expect(Resources.WorkerGroup).toBeDefined();
  expect(Resources.WorkerGroup).not.toHaveProperty('UpdatePolicy');
});

test('no role may create a log group: a late line would make a deleted one again', () => {
  expect(source).not.toContain('logs:CreateLogGroup');
});

test.each(
  ofType('AWS::EC2::LaunchTemplate'),
)('%s demands IMDSv2 within one hop, which a job container is beyond, and an encrypted volume', (_, {
  Properties,
}) => {
  expect(Properties.LaunchTemplateData).toMatchObject({
    MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
  });
});

test('workers carry no role', () => {
  expect(Resources.WorkerLaunchTemplate?.Properties.LaunchTemplateData).not.toHaveProperty(
    'IamInstanceProfile',
  );
});

test('the template works in every partition', () => {
  expect(source).not.toMatch(/arn:aws[:-]/);
  expect(source).not.toContain('amazonaws.com.cn');
});

test('nothing has a fixed name', () => {
  const names = Object.values(Resources).flatMap(({ Properties }) =>
    Object.entries(Properties ?? {}).filter(
      ([key, value]) =>
        /Name$/.test(key) && typeof value === 'string' && !['PolicyName', 'MetricName'].includes(key),
    ),
  );
  expect(names).toEqual([]);
});

test('the release is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(TEMPLATE_FILE, '..', '..', 'package.json'), 'utf8'));
  expect(template.Mappings.Stack.Release.Version).toBe(version);
});

test('a changed release renders the configuration anew, though no parameter changed', () => {
  for (const name of ['Preflight', 'Configuration'])
    expect(Resources[name]?.Properties.Release).toEqual({ 'Fn::FindInMap': ['Stack', 'Release', 'Version'] });
});

function statementsOf(role: Resource | undefined): unknown[] {
  const [policy] = (role?.Properties.Policies ?? []) as Array<{ PolicyDocument: { Statement: unknown[] } }>;
  return policy?.PolicyDocument.Statement ?? [];
}
