import { expect, test } from 'vitest';
import { needs } from './references.ts';
import { readTemplate } from './template.ts';

const template = readTemplate();

/** Everything that is deleted after a resource, by the template's references alone. */
function deletedAfter(name: string, seen = new Set<string>()): Set<string> {
  const resource = template.Resources[name];
  if (!resource) throw new Error(`There is no resource ${name}.`);
  for (const other of needs(resource, template))
    if (!seen.has(other)) {
      seen.add(other);
      deletedAfter(other, seen);
    }
  return seen;
}

const TEARDOWN = ['ManagerGroup', 'WorkerFleet', 'Registration', 'CacheContents', 'CacheBucket'];

test.each(
  TEARDOWN.slice(0, -1).map((first, index) => [first, TEARDOWN[index + 1] ?? '']),
)('88. on delete %s goes before %s', (first, second) => {
  expect(deletedAfter(first)).toContain(second);
});

const CUSTOM = Object.entries(template.Resources).filter(([, { Type }]) => Type.startsWith('Custom::'));

test.each(
  CUSTOM.map(([name, { Properties }]) => [name, functionOf(Properties.ServiceToken)]),
)('88. %s is deleted before %s, its role and its log group', (name, functionName) => {
  const later = deletedAfter(name);
  const role = `${functionName.replace('Function', '')}Role`;
  const logGroup = `${functionName.replace('Function', '')}LogGroup`;
  expect([...later]).toEqual(expect.arrayContaining([functionName, role, logGroup]));
});

test.each([
  'WorkerGroup',
  'WorkerSecurityGroup',
  'WorkerLaunchTemplate',
  'ManagerSecurityGroup',
])('the workers are ended before %s goes, which they still use', (name) =>
  expect(deletedAfter('WorkerFleet')).toContain(name));

test('the runner is deregistered while its token can still be decrypted', () => {
  expect(deletedAfter('Registration')).toContain('TokenKey');
});

test('the functions that talk to GitLab are deleted before their security group', () => {
  for (const name of ['PreflightFunction', 'RegistrationFunction'])
    expect(deletedAfter(name)).toContain('FunctionSecurityGroup');
});

test('the cache bucket is emptied after its policy has gone, and is not deleted by CloudFormation', () => {
  expect(deletedAfter('CacheBucketPolicy')).toContain('CacheContents');
  expect(template.Resources.CacheBucket).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('no resource needs itself', () => {
  for (const name of Object.keys(template.Resources)) expect([...deletedAfter(name)]).not.toContain(name);
});

function functionOf(serviceToken: unknown): string {
  return String((serviceToken as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]);
}
