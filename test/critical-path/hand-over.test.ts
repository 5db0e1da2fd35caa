import { expect, test } from 'vitest';
import { DETECTION, DURATIONS } from '../../scripts/critical-path/durations.ts';
import { gaps } from '../../scripts/critical-path/hand-over.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const template = readTemplate();
const { planned, crash, hang, hook } = gaps(template);

test('a manager without jobs that is replaced leaves at most 20 s in which nobody asks for jobs', () => {
  expect(planned.high).toBeLessThanOrEqual(20);
});

test('a crash is over after a boot and 20 s', () => {
  const boot = DURATIONS['AWS::CloudFormation::WaitCondition']?.create.high ?? 0;
  expect(crash.high - boot).toBeLessThanOrEqual(20);
});

test('a manager that hangs is over after its detection, the 300 s of its hook and 20 s', () => {
  expect(hook).toBe(300);
  expect(hang.high - DETECTION.seconds.high).toBeLessThanOrEqual(320);
});

test('a group without that hook is refused', () => {
  const { ManagerGroup } = template.Resources;
  if (!ManagerGroup) throw new Error('There is no ManagerGroup.');
  const without = {
    ...ManagerGroup,
    Properties: { ...ManagerGroup.Properties, LifecycleHookSpecificationList: [] },
  };
  expect(() => gaps({ ...template, Resources: { ...template.Resources, ManagerGroup: without } })).toThrow(
    'no hook',
  );
});
