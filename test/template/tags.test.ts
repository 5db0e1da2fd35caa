import { describe, expect, test } from 'vitest';
import { globalSection } from '../../functions/configuration/config-toml.ts';
import { leaves } from '../../functions/configuration/reload.ts';
import { configuredStack } from '../../scripts/lib/configured-stack.ts';
import type { Context } from './policies/call.ts';
import { decide } from './policies/decide.ts';
import { arn, policiesOf, STACK } from './policies/sample.ts';

type Tags = ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
type Specification = { readonly ResourceType: string; readonly Tags: Tags };
const GIVEN = { GitLabToken: 'glpat-one', RunnerScope: 'project/1' };
const FIVE = 'CostCenter=1234,Team=ci,Cost Unit=a b,env:stage=prod,Key=a=b';
const MADE = ['instance', 'volume', 'network-interface'];
const EVERYTHING = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
/** As AWS's own example of a policy that demands a tag: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html */
const DEMANDING = {
  Statement: [
    {
      Effect: 'Deny',
      Action: 'ec2:RunInstances',
      Resource: MADE.map((kind) => `arn:aws:ec2:*:*:${kind}/*`),
      Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } },
    },
  ],
};

const inRequest = (tags: Tags): Context =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));

function launchOf(template: string, parameters: Readonly<Record<string, string>>): Map<string, Tags> {
  const { LaunchTemplateData } = configuredStack({ ...GIVEN, ...parameters }).propertiesOf(template);
  const { TagSpecifications } = LaunchTemplateData as { TagSpecifications: Specification[] };
  return new Map(TagSpecifications.map(({ ResourceType, Tags }) => [ResourceType, Tags]));
}

/** docker-machine's driver gives these to all three kinds when it launches on demand: ec2client.go of GitLab's fork. */
function launchByMachine(parameters: Readonly<Record<string, string>>): Map<string, Tags> {
  const stack = configuredStack({ ...GIVEN, Executor: 'docker+machine', ...parameters });
  const option = leaves(globalSection(stack.configured)).find(([, value]) =>
    value.startsWith('amazonec2-tags='),
  );
  const words = option?.[1].slice('amazonec2-tags='.length).split(',') ?? [];
  const tags = words.flatMap((Key, index) => (index % 2 === 0 ? { Key, Value: words[index + 1] ?? '' } : []));
  return new Map(MADE.map((kind) => [kind, tags]));
}

const LAUNCHES: Readonly<
  Record<string, (parameters: Readonly<Record<string, string>>) => Map<string, Tags>>
> = {
  'the manager': (parameters) => launchOf('ManagerLaunchTemplate', parameters),
  'a worker of docker-autoscaler': (parameters) => launchOf('WorkerLaunchTemplate', parameters),
  'a worker of docker+machine': launchByMachine,
};

describe.each(Object.entries(LAUNCHES))('%s', (_, launched) => {
  const decisions = (tags: Map<string, Tags>) =>
    decide(
      MADE.map((kind) => ({
        policies: [EVERYTHING, DEMANDING],
        action: 'ec2:RunInstances',
        resource: arn('ec2', `${kind}/*`),
        context: inRequest(tags.get(kind) ?? []),
      })),
    );

  test('is launched where a policy demands a tag on instance, volume and network interface', () => {
    expect(decisions(launched({ ResourceTags: 'CostCenter=1234' }))).toEqual(['Allow', 'Allow', 'Allow']);
    expect(decisions(launched({}))).toEqual(['Deny', 'Deny', 'Deny']);
  });

  test('has all five tags, as they were given', () => {
    const wanted = FIVE.split(',').map((tag) => /^([^=]*)=(.*)$/.exec(tag)?.slice(1));
    for (const kind of MADE) {
      const found = (launched({ ResourceTags: FIVE }).get(kind) ?? []).map(({ Key, Value }) => [Key, Value]);
      expect(found).toEqual(expect.arrayContaining(wanted));
    }
  });
});

test.each([
  ['spot workers alone', { WorkerMarket: 'spot' }, true],
  [
    'on-demand workers before spot ones, whose launch EC2 would refuse',
    { WorkerMarket: 'spot', OnDemandBase: '1' },
    false,
  ],
  ['on-demand workers', {}, false],
])('with %s their spot requests are tagged: %s', (_, market, are) => {
  const specification = launchOf('WorkerLaunchTemplate', { ...market, ResourceTags: FIVE }).get(
    'spot-instances-request',
  );
  expect(specification?.length).toBe(are ? 6 : undefined);
});

test("docker+machine's manager may set the tags that were given, and no others beside the stack's", () => {
  const policies = policiesOf('ManagerRole', { Executor: 'docker+machine', ResourceTags: 'CostCenter=1234' });
  const keys = ['Name', 'gitlab-runner-stack', 'gitlab-runner-manager', 'CostCenter'];
  const tagging = (more: readonly string[]) => ({
    policies,
    action: 'ec2:CreateTags',
    resource: arn('ec2', 'volume/*'),
    context: {
      'ec2:CreateAction': 'RunInstances',
      'aws:RequestTag/gitlab-runner-stack': STACK,
      'aws:TagKeys': [...keys, ...more],
    },
  });
  expect(decide([tagging([]), tagging(['access'])])).toEqual(['Allow', 'ImplicitDeny']);
});
