import { expect, test } from 'vitest';
import { readTemplate } from '../../../scripts/lib/template.ts';
import { kindsOf } from './aws-reference.ts';
import { REASONS } from './everything.ts';
import { CASES } from './functions.ts';
import { type PolicyDocument, policiesOf } from './sample.ts';

const SPOT_MACHINE = { Executor: 'docker+machine', WorkerMarket: 'spot' };
const ROLES: ReadonlyArray<readonly [name: string, parameters: Readonly<Record<string, string>>]> = [
  ['ManagerRole', {}],
  ['ManagerRole', SPOT_MACHINE],
  ['ManagerRole', { EcrRegistries: '111122223333.dkr.ecr.eu-central-1.amazonaws.com' }],
  ['ManagerRole', { Executor: 'docker+machine', WorkerImageId: '/team/worker-image' }],
  ...CASES.map(({ name, parameters }) => [`${name}Role`, parameters] as const),
];
const WHOLE_KIND = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+\/\*)$/;

interface Wide {
  readonly grant: string;
  readonly action: string;
  readonly isEverything: boolean;
  readonly isNarrowed: boolean;
}

/** Every action that is granted on `*` or on a whole kind of resource. */
function wideIn({ Statement }: PolicyDocument): Wide[] {
  return Statement.flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().flatMap((action) =>
      [Resource].flat().flatMap((resource) => {
        const kind = resource === '*' ? '*' : WHOLE_KIND.exec(resource)?.[1];
        const [isEverything, isNarrowed] = [kind === '*', Condition !== undefined];
        return kind ? [{ grant: `${action} on ${kind}`, action, isEverything, isNarrowed }] : [];
      }),
    ),
  );
}

const wide = ROLES.flatMap(([role, parameters]) => policiesOf(role, parameters).flatMap(wideIn));
const finest = ({ action, isEverything }: Wide) => isEverything && kindsOf(action)?.length === 0;

test('every role of the template is looked at', () => {
  const roles = Object.entries(readTemplate().Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  expect(new Set(ROLES.map(([name]) => name))).toEqual(new Set(roles.map(([name]) => name)));
});

test('where AWS has something finer, a right on everything has its reason in the table, and the table has no others', () => {
  const unexplained = wide.filter((one) => !finest(one) && (one.isEverything || !one.isNarrowed));
  expect(new Set(unexplained.map(({ grant }) => grant))).toEqual(new Set(Object.keys(REASONS)));
});

test('any key is used under a condition only', () => {
  const keys = wide.filter(({ action, isEverything }) => action.startsWith('kms:') && isEverything);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter(({ isNarrowed }) => !isNarrowed)).toEqual([]);
});

test('every action is one that AWS knows', () => {
  const actions = ROLES.flatMap(([role, parameters]) =>
    policiesOf(role, parameters).flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)),
  );
  expect(actions.filter((action) => kindsOf(action) === undefined)).toEqual([]);
});
