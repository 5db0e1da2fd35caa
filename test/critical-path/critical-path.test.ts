import { describe, expect, test } from 'vitest';
import { expandedTemplate } from '../../scripts/build/expanded.ts';
import { DURATIONS } from '../../scripts/critical-path/durations.ts';
import { endOf } from '../../scripts/critical-path/longest.ts';
import { criticalPath, type Operation } from '../../scripts/critical-path/operations.ts';
import type { Template } from '../../scripts/lib/template.ts';

const template = expandedTemplate();
const MACHINE = { Executor: 'docker+machine' };
const IN_A_VPC = { FunctionSubnetIds: 'subnet-1', VpcId: 'vpc-1', SubnetIds: 'subnet-2' };
const EVERYTHING = { Dashboard: 'true', AlarmEmail: 'ci@example.com', ResourceTags: 'A=1,B=2,C=3,D=4,E=5' };

/** With other parts of a resource. */
const changed = (name: string, parts: object): Template => {
  const resource = template.Resources[name];
  if (!resource) throw new Error(`There is no ${name}.`);
  return { ...template, Resources: { ...template.Resources, [name]: { ...resource, ...parts } } };
};

const LIMITS: Array<[Operation, Record<string, string>, number]> = [
  ['create', {}, 269],
  ['create', MACHINE, 269],
  ['create', IN_A_VPC, 269],
  ['create', EVERYTHING, 269],
  ['idle delete', {}, 142],
  ['idle delete', MACHINE, 154],
  ['idle delete', EVERYTHING, 142],
  ['replacement', {}, 157],
  ['replacement', MACHINE, 167],
];

test.each(LIMITS)('the critical path of %s with %o has not grown beyond %d s', (operation, given, limit) => {
  expect(endOf(criticalPath(operation, template, given))).toBeLessThanOrEqual(limit);
});

describe('the critical path of a create', () => {
  test('is the profile, the boot, and what must stand between them', () => {
    expect(criticalPath('create', template, {}).map(({ name }) => name)).toEqual([
      'ManagerRole',
      'ManagerInstanceProfile',
      'ManagerLaunchTemplate',
      'ManagerGroup',
      'ManagerReady',
      'FirstWorker',
    ]);
  });

  test('has each of its seconds in a step, one after the other', () => {
    const steps = criticalPath('create', template, {});
    const begins = steps.map((_, index) => endOf(steps.slice(0, index)));
    expect(steps.map((step) => step.begins)).toEqual(begins);
  });

  test('grows by a minute when the manager’s role waits for the workers’ group', () => {
    const waiting = changed('ManagerRole', { DependsOn: 'WorkerGroup' });
    expect(endOf(criticalPath('create', waiting, {}))).toBeGreaterThan(269 + 50);
  });
});

test('a replacement touches no resource that a release leaves as it is', () => {
  const names = criticalPath('replacement', template, {}).map(({ name }) => name);
  expect(names).toContain('ManagerGroup');
  expect(names).not.toContain('ManagerRole');
});

test('a resource of a type that the table does not know is refused', () => {
  const unknown = changed('TokenKey', { Type: 'AWS::EKS::Cluster' });
  expect(() => criticalPath('create', unknown, {})).toThrow('AWS::EKS::Cluster');
});

test('what a release changes and the table has no update of is refused', () => {
  const release = { 'Fn::FindInMap': ['Stack', 'Release', 'Version'] };
  const versioned = changed('TokenKey', { Properties: { Description: release } });
  expect(() => criticalPath('replacement', versioned, {})).toThrow('an update of TokenKey');
});

test('each duration has an order, and a type that the template has', () => {
  const types = new Set(
    Object.values(template.Resources).map(({ Type }) =>
      Type in DURATIONS ? Type : Type.replace(/^Custom::.*/, 'Custom::*'),
    ),
  );
  expect(new Set(Object.keys(DURATIONS))).toEqual(types);
  for (const { create, update, delete: deletion } of Object.values(DURATIONS))
    for (const { low, typical, high } of [create, deletion, update ?? create]) {
      expect(low).toBeLessThanOrEqual(typical);
      expect(typical).toBeLessThanOrEqual(high);
    }
});
