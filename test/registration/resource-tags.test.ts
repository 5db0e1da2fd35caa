import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { html } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { awsError, type Call } from '../support/faulty-aws.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectOneRunner } from './create.ts';

const TAGS = [
  { Key: 'CostCenter', Value: '1234' },
  { Key: 'Team', Value: 'ci' },
];
const POLICY = 'arn:aws:organizations::123456789012:policy/o-a/service_control_policy/p-12345678';
let stack: RunningStack;
let registration: { GitLabToken: string };

/** An organisation that lets nobody make a parameter without a cost centre. */
function demanding({ name, input }: Call) {
  const isNew = name === 'PutParameter' && input.Overwrite !== true;
  const tags = (input.Tags ?? []) as typeof TAGS;
  return isNew && !tags.some(({ Key }) => Key === 'CostCenter')
    ? awsError('AccessDeniedException', `with an explicit deny in a service control policy: ${POLICY}`)
    : undefined;
}

beforeAll(async () => {
  stack = await startStack({ RESOURCE_TAGS: 'CostCenter=1234,Team=ci' });
  registration = { GitLabToken: stack.gitLab.registrationToken };
}, 60_000);
beforeEach(() => stack.aws.meet(demanding));
afterAll(() => stack.stop());

async function tagsOf(logicalId: string) {
  const names = [...(await stack.parameters(logicalId)).keys()];
  const answers = names.map((ResourceId) =>
    stack.ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId })),
  );
  return (await Promise.all(answers)).map(({ TagList }) => TagList);
}

test('a registration is stored where a policy demands tags on new parameters', async () => {
  const created = await create(stack, registration);
  expectOneRunner(created);
  expect(await tagsOf(created.logicalId)).toEqual([TAGS]);
}, 60_000);

test('the note of what a delete left behind has the tags, too', async () => {
  const created = await create(stack, registration);
  stack.gitLab.meet(...Array.from({ length: 50 }, () => html(500, 'Down for maintenance')));
  const answer = await stack.send({
    RequestType: 'Delete',
    LogicalResourceId: created.logicalId,
    PhysicalResourceId: created.answer?.PhysicalResourceId,
    ResourceProperties: { GitLabUrl: stack.gitLab.url, Description: 'ci', ...registration },
  });
  stack.gitLab.meet();
  expect(answer?.Status).toBe('SUCCESS');
  expect([...(await stack.parameters(created.logicalId)).keys()].join()).toContain('/left-behind');
  expect((await tagsOf(created.logicalId)).every((tags) => tags?.length === 2)).toBe(true);
}, 120_000);

test('an update tags what is registered and the renewed token beside it, which need not be there', async () => {
  const created = await create(stack, registration);
  stack.aws.meet(({ name, input }) =>
    name === 'AddTagsToResource' && String(input.ResourceId).endsWith('/renewed')
      ? awsError('InvalidResourceId', 'The resource ID is not valid.')
      : undefined,
  );
  const properties = { GitLabUrl: stack.gitLab.url, Description: 'ci', ...registration };
  const answer = await stack.send({
    RequestType: 'Update',
    LogicalResourceId: created.logicalId,
    PhysicalResourceId: created.answer?.PhysicalResourceId,
    ResourceProperties: { ...properties, ResourceTags: 'CostCenter=1234,Team=ci' },
    OldResourceProperties: properties,
  });
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: created.answer?.PhysicalResourceId });
  const id = created.answer?.PhysicalResourceId;
  const tagged = stack.aws.calls.filter(({ name }) => name === 'AddTagsToResource');
  expect(tagged.map(({ input }) => input)).toEqual(
    [id, `${id}/renewed`].map((ResourceId) => ({ ResourceType: 'Parameter', ResourceId, Tags: TAGS })),
  );
}, 60_000);
