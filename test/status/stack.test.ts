import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sentenceOf } from '../../scripts/lib/command.ts';
import { bodyOf, serve } from '../../scripts/lib/serve.ts';
import { openClients } from '../../scripts/status/aws/clients.ts';
import { seeGroup } from '../../scripts/status/aws/instances.ts';
import { seeFailure, seeStack } from '../../scripts/status/aws/stack.ts';
import { facts } from './facts.ts';

/** CloudFormation and Auto Scaling, which answer each action with this; they know no other one. */
let answers: Readonly<Record<string, string>> = {};
let aws: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  aws = await serve(async (request, response) => {
    const action = new URLSearchParams(await bodyOf(request)).get('Action') ?? '';
    response.writeHead(action in answers ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(
      action in answers
        ? `<${action}Response><${action}Result>${answers[action]}</${action}Result></${action}Response>`
        : `<ErrorResponse><Error><Code>InvalidAction</Code><Message>Could not find operation ${action}</Message></Error></ErrorResponse>`,
    );
  });
});
afterAll(() => aws.stop());
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
});
afterEach(() => void vi.unstubAllEnvs());

const members = (all: readonly object[]) =>
  all
    .map(
      (one) =>
        `<member>${Object.entries(one)
          .map(([k, v]) => `<${k}>${v}</${k}>`)
          .join('')}</member>`,
    )
    .join('');

test('a stand-in of AWS refuses what it was not told to answer', async () => {
  const seen = seeStack(openClients('eu-central-1').cloudFormation, 'x');
  expect(sentenceOf(await seen.catch((error: unknown) => error))).toMatch(/InvalidAction: Could not find/);
});

describe('the reason of a failure', () => {
  const { stack } = facts();
  const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason = '') => ({
    ...{ LogicalResourceId, ResourceStatus, ResourceStatusReason },
    PhysicalResourceId: LogicalResourceId === stack.name ? stack.id : LogicalResourceId,
  });
  /** The newest first, as CloudFormation lists them. */
  const EVENTS = [
    event(stack.name, 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [Preflight].'),
    event('Configuration', 'UPDATE_FAILED', 'Resource update cancelled'),
    event('Preflight', 'UPDATE_FAILED', 'a subnet is gone'),
    event(stack.name, 'UPDATE_ROLLBACK_IN_PROGRESS'),
    event('Registration', 'UPDATE_FAILED', 'GitLab refuses'),
    event(stack.name, 'UPDATE_IN_PROGRESS', 'User Initiated'),
    event('Cache', 'CREATE_FAILED', 'long ago'),
  ];

  test.each([
    ['UPDATE_ROLLBACK_FAILED', 0, 'Preflight: a subnet is gone'],
    ['UPDATE_ROLLBACK_COMPLETE', 3, 'Registration: GitLab refuses'],
    ['UPDATE_FAILED', 4, 'Registration: GitLab refuses'],
    ['UPDATE_COMPLETE', 0, undefined],
  ])('in %s is the first one of what failed last', async (status, from, reason) => {
    answers = { DescribeStackEvents: `<StackEvents>${members(EVENTS.slice(from))}</StackEvents>` };
    const { cloudFormation } = openClients('eu-central-1');
    expect(await seeFailure(cloudFormation, { ...stack, status })).toBe(reason);
  });
});

describe('a stack of this template', () => {
  const seen = (StackStatus: string, parameters: readonly string[], types: readonly string[]) => {
    const Parameters = members(parameters.map((ParameterKey) => ({ ParameterKey, ParameterValue: '' })));
    const one = { StackName: 'x', StackId: 'arn:x', StackStatus, Parameters };
    const resources = types.map((ResourceType) => ({ ResourceType, ResourceStatus: 'CREATE_COMPLETE' }));
    answers = {
      DescribeStacks: `<Stacks>${members([one])}</Stacks>`,
      ListStackResources: `<StackResourceSummaries>${members(resources)}</StackResourceSummaries>`,
    };
    return seeStack(openClients('eu-central-1').cloudFormation, 'x').catch(sentenceOf);
  };

  test.each([
    ['CREATE_IN_PROGRESS', []],
    ['ROLLBACK_COMPLETE', ['Custom::Preflight']],
  ])('is known by its parameters where a create has not come to the registration: %s', async (status, types) => {
    expect(await seen(status, ['RunnerScope', 'RunnerVersion'], types)).toMatchObject({ status });
  });

  test('is known by its registration, whatever the parameters of its version', async () => {
    const status = 'UPDATE_COMPLETE';
    expect(await seen(status, [], ['Custom::RunnerRegistration'])).toMatchObject({ status });
  });

  test('is not one that has neither', async () => {
    expect(await seen('CREATE_COMPLETE', ['RunnerVersion'], ['AWS::S3::Bucket'])).toMatch(
      /^x is no stack of this template/,
    );
  });

  test('is none before its change set is carried out', async () => {
    expect(await seen('REVIEW_IN_PROGRESS', [], [])).toMatch(/^x was never deployed: a change set waits/);
  });
});

describe('the last launch of a group', () => {
  const LAUNCH = 'Launching a new EC2 instance';
  const activity = (StatusCode: string, StatusMessage = '', Description = LAUNCH) => ({
    ...{ StatusCode, StatusMessage, Description },
    StartTime: '2026-11-29T12:00:00Z',
  });
  const failed = activity('Failed', 'no capacity');
  const reason =
    'Instance became unhealthy. Termination Reason: Client.InternalError: Client error on launch';

  test.each<[string, object[], string | undefined]>([
    ['while the group tries again', [activity('InProgress'), failed], 'no capacity'],
    [
      'when another instance was terminated since',
      [activity('Successful', '', 'Terminating EC2 instance: i-1'), failed],
      'no capacity',
    ],
    [
      'when the group gave it up',
      [activity('Cancelled', '', `${LAUNCH}: i-1.  Status Reason: ${reason}`)],
      reason,
    ],
    ['behind one that nobody needed any more', [activity('Cancelled'), failed], 'no capacity'],
    ['unless one succeeded since', [activity('Successful'), failed], undefined],
    ['unless there was none', [], undefined],
  ])('has failed %s', async (_, activities, words) => {
    answers = {
      DescribeInstances: '',
      DescribeScalingActivities: `<Activities>${members(activities)}</Activities>`,
    };
    const fleet = await seeGroup(openClients('eu-central-1'), 'workers');
    expect(fleet).toEqual({ instances: [], failed: words && { at: Date.UTC(2026, 10, 29, 12), words } });
  });
});
