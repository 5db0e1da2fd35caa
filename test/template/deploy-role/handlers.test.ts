import { describe, expect, test } from 'vitest';
import { handlerPermissions, kindsOf } from '../policies/aws-reference.ts';
import { judge } from '../policies/decide.ts';
import { granted } from '../policies/sample.ts';
import { BESIDE, NARROWED, WITHHELD } from './beside.ts';
import { deployedResources, deployRole } from './deploy-role.ts';
import { OTHERS, OWN } from './resources.ts';
import { UNNEEDED } from './unneeded.ts';

const resources = deployedResources().map(([, resource]) => resource);
/** These have no handlers: CloudFormation plays them itself. */
const isPlayed = (type: string) => /^(Custom::|AWS::CloudFormation::WaitCondition)/.test(type);
const TYPES = [...new Set(resources.map(({ Type }) => Type))].filter((type) => !isPlayed(type)).sort();
const policies = deployRole();
const actions = granted(policies);

const unneeded = (type: string) => Object.values(UNNEEDED[type] ?? {}).flat();
const kinds = (action: string) => {
  const found = kindsOf(action) ?? [];
  return found.length === 0 ? ['*'] : found.filter((kind) => kind in OWN);
};

const permissions = TYPES.map((type) => {
  const asked = handlerPermissions(type).filter(
    (one) => kindsOf(one) && !NARROWED.includes(one) && !(one in WITHHELD),
  );
  return { type, needed: asked.filter((one) => !unneeded(type).includes(one)) };
});
const everyNeeded = permissions.flatMap(({ needed }) => needed);
const onOwn = everyNeeded.map((action) => ({
  action,
  by: 'a handler',
  own: kinds(action).flatMap((kind) => OWN[kind] ?? []),
}));
const allowed = judge(policies, onOwn, 'own')
  .filter(([, decision]) => decision === 'Allow')
  .map(([call]) => call.split(' ')[0]);

describe.each(permissions)('$type', ({ needed }) => {
  test('has handlers, and CloudFormation says what they need', () => {
    expect(needed.length).toBeGreaterThan(0);
  });
  test.each(needed)('%s is allowed on what is the stack’s', (action) => {
    expect(allowed).toContain(action);
  });
});

test.each(
  Object.entries(UNNEEDED).flatMap(([type, table]) => Object.keys(table).map((property) => [type, property])),
)('no %s has a %s, so what only that needs is not granted', (type, property) => {
  const withIt = resources.filter(
    (one) => one.Type === type && JSON.stringify(one).includes(`"${property}":`),
  );
  expect(withIt).toEqual([]);
  const permissions = UNNEEDED[type]?.[property] ?? [];
  expect(handlerPermissions(type)).toEqual(expect.arrayContaining([...permissions]));
});

test('nothing is granted that neither a handler nor CloudFormation itself asks for', () => {
  const asked = TYPES.flatMap((type) =>
    handlerPermissions(type).filter((one) => !unneeded(type).includes(one)),
  );
  expect(actions.filter((action) => !asked.includes(action))).toEqual(Object.keys(BESIDE).sort());
});

const calls = actions.map((action) => ({
  action,
  by: 'a handler',
  own: [],
  others: kinds(action).flatMap((kind) => OTHERS[kind] ?? []),
}));
test.each(judge(policies, calls, 'others'))('nobody else’s is touched: %s', (_, decision) => {
  expect(decision).not.toBe('Allow');
});
