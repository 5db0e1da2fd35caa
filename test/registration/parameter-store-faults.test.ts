import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import type { Fate } from '../support/aws-proxy.ts';
import { awsError, type Call } from '../support/faulty-aws.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectNothing, expectOneRunner } from './create.ts';

let stack: RunningStack;
let registration: { GitLabToken: string };
/** The function's, for what would otherwise be waited for. */
const SHORT = 6_000;

beforeAll(async () => {
  stack = await startStack();
  registration = { GitLabToken: stack.gitLab.registrationToken };
}, 60_000);
afterEach(() => {
  stack.aws.meet();
  stack.gitLab.meet();
  expect(stack.output()).not.toContain('MARKED');
});
afterAll(() => stack.stop());

const claim = ({ name, input }: Call) => name === 'PutParameter' && input.Overwrite === false;
const completion = ({ name, input }: Call) => name === 'PutParameter' && input.Overwrite === true;
/** The calls that `which` names meet the fate: so many of them, or all. */
const meets = (which: (call: Call) => boolean, fate: Fate, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  return (call: Call) => (which(call) && left-- > 0 ? fate : undefined);
};

const throttled = awsError('ThrottlingException', 'Rate exceeded');
const role = 'arn:aws:sts::123456789012:assumed-role/function';
const may = (action: string) => `User: ${role} is not authorized to perform: ${action} on resource: it`;
const kms = (code: string) => `(Service: AWSKMS; Status Code: 400; Error Code: ${code})`;
const deniedBy = (action: string) => awsError('AccessDeniedException', may(action));
const disabled = awsError('InvalidKeyId', `arn:key is disabled. ${kms('DisabledException')}`);
const pending = awsError('InvalidKeyId', `arn:key is pending deletion. ${kms('KMSInvalidStateException')}`);
const tooMany = awsError('TooManyUpdates', 'There are concurrent updates for a resource.');
const full = awsError('ParameterLimitExceeded', 'You have exceeded the number of parameters.');
const page: Fate = { status: 200, type: 'text/html', body: '<html>MARKED</html>' };
const empty: Fate = { status: 200, type: 'application/x-amz-json-1.1', body: '' };

test.each([
  ['claim', claim],
  ['completion', completion],
])(
  'a %s that is throttled three times is written in the end, and one runner made',
  async (_, which) => {
    stack.aws.meet(meets(which, throttled, 3));
    expectOneRunner(await create(stack, registration));
  },
  60_000,
);

test('a completion that comes too soon after its claim is written a moment later, and one runner made', async () => {
  stack.aws.meet(meets(completion, tooMany, 1));
  expectOneRunner(await create(stack, registration));
}, 30_000);

test('what AWS said of a refusal stands whole in the log', async () => {
  const policy = 'arn:aws:organizations::123456789012:policy/o-a/service_control_policy/p-12345678';
  const words = `${may('ssm:PutParameter')} ${'x'.repeat(400)} with an explicit deny in a service control policy: ${policy}`;
  stack.aws.meet(meets(completion, awsError('AccessDeniedException', words)));
  expectNothing(await create(stack, registration), policy);
  expect(stack.output()).toContain(`AWS said AccessDeniedException: ${words}`);
});

test('a completion that is throttled forever takes the runner out again', async () => {
  stack.aws.meet(meets(completion, throttled));
  expectNothing(await create(stack, registration), 'ssm:PutParameter failed with ThrottlingException');
}, 60_000);

test('a role that is not known yet is waited for', async () => {
  stack.aws.meet(meets(() => true, deniedBy('ssm:GetParameter'), 1));
  expectOneRunner(await create(stack, registration));
});

test('a role that stays without its permissions fails before anything is registered', async () => {
  stack.aws.meet(meets(() => true, deniedBy('ssm:GetParameter')));
  expectNothing(await create(stack, registration, SHORT), 'not authorized to perform: ssm:GetParameter', 0);
});

describe('a completion that is refused takes the runner out again and says why', () => {
  const refusals: [string, Fate, string][] = [
    ['ssm', deniedBy('ssm:PutParameter'), 'not authorized to perform: ssm:PutParameter'],
    ['kms', deniedBy('kms:GenerateDataKey'), 'not authorized to perform: kms:GenerateDataKey'],
    ['a disabled key', disabled, 'is disabled'],
    ['a key that will be deleted', pending, 'is pending deletion'],
    ['concurrent updates', tooMany, 'ssm:PutParameter failed with TooManyUpdates'],
    ['too many parameters', full, 'ssm:PutParameter failed with ParameterLimitExceeded'],
    ['a page of HTML', page, 'ssm:PutParameter failed with a response that is not its own'],
    ['an empty answer', empty, 'ssm:PutParameter failed with EmptyResponse'],
  ];
  test.each(refusals)(
    '%s',
    async (_, fate, said) => {
      stack.aws.meet(meets(completion, fate));
      expectNothing(await create(stack, registration), said);
    },
    30_000,
  );
});

describe('a claim that is refused fails before anything is registered', () => {
  const refusals: [string, Fate, string][] = [
    ['a disabled key', disabled, 'is disabled'],
    ['too many parameters', full, 'ssm:PutParameter failed with ParameterLimitExceeded'],
    ['a page of HTML', page, 'ssm:PutParameter failed with a response that is not its own'],
    ['an empty answer', empty, 'ssm:PutParameter failed with EmptyResponse'],
  ];
  test.each(refusals)('%s', async (_, fate, said) => {
    stack.aws.meet(meets(claim, fate));
    expectNothing(await create(stack, registration), said, 0);
  });

  test('because the first look meets a page of HTML', async () => {
    stack.aws.meet(meets(({ name }) => name === 'GetParameter', page));
    expectNothing(
      await create(stack, registration),
      'ssm:GetParameter failed with a response that is not its own',
      0,
    );
  });
});

test('an empty answer about what a key withholds fails like any other', async () => {
  stack.aws.meet(({ name, input }) => {
    if (name !== 'GetParameter') return undefined;
    return input.WithDecryption ? disabled : empty;
  });
  expectNothing(await create(stack, registration), 'ssm:GetParameter failed with EmptyResponse', 0);
});

test('a parameter that is not ours fails before anything is registered, and stays', async () => {
  const fields = {
    LogicalResourceId: 'Taken',
    ResourceProperties: { GitLabUrl: stack.gitLab.url, Description: 'ci', ...registration },
  };
  const Name = (await stack.send(fields))?.PhysicalResourceId ?? '';
  await stack.ssm.send(new DeleteParameterCommand({ Name }));
  await stack.ssm.send(new PutParameterCommand({ Name, Value: 'of somebody else', Type: 'SecureString' }));
  const asked = stack.gitLab.requests.length;
  const answer = await stack.send(fields);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining("is not this stack's") });
  expect(stack.gitLab.requests).toHaveLength(asked);
  expect([...(await stack.parameters('Taken')).values()]).toEqual(['of somebody else']);
});

test('a parameter that hands have made anew as a String is named with what to do, on each update', async () => {
  const fields = {
    LogicalResourceId: 'AsString',
    ResourceProperties: { GitLabUrl: stack.gitLab.url, Description: 'ci', ...registration },
  };
  const PhysicalResourceId = (await stack.send(fields))?.PhysicalResourceId ?? '';
  await stack.ssm.send(new DeleteParameterCommand({ Name: PhysicalResourceId }));
  await stack.ssm.send(
    new PutParameterCommand({ Name: PhysicalResourceId, Value: 'by hand', Type: 'String' }),
  );
  stack.aws.meet(meets(completion, awsError('HierarchyTypeMismatchException', 'The type cannot change.')));
  const updated = { ...fields, RequestType: 'Update', PhysicalResourceId } as const;
  expect(
    (await stack.send({ ...updated, OldResourceProperties: fields.ResourceProperties }))?.Reason,
  ).toContain(
    `The parameter ${PhysicalResourceId} exists and is not this stack's: look at it, remove it, and try again.`,
  );
});

describe('a write whose answer is lost goes on with what was written:', () => {
  test.each([
    ['the claim, by a reset', claim, 'lose'],
    ['the completion, by a reset', completion, 'lose'],
    ['the claim, by silence', claim, 'do and hang'],
    ['the completion, by silence', completion, 'do and hang'],
  ] as const)(
    '%s',
    async (_, which, fate) => {
      stack.aws.meet(meets(which, fate, 1));
      expectOneRunner(await create(stack, registration));
    },
    30_000,
  );

  test('the completion, whatever is tried', async () => {
    stack.aws.meet(meets(completion, 'lose'));
    expectOneRunner(await create(stack, registration));
  }, 30_000);
});

test('a store that is silent fails in time, before anything is registered', async () => {
  stack.aws.meet(meets(() => true, 'hang'));
  expectNothing(await create(stack, registration, SHORT), 'The time ran out at ssm:GetParameter', 0);
});

test('a completion that meets nothing but silence leaves a runner that the log names, and its claim', async () => {
  stack.aws.meet(meets(completion, 'hang'));
  const { status, runners, stored } = await create(stack, registration, SHORT);
  expect({ status, runners: runners.length }).toEqual({ status: 'FAILED', runners: 1 });
  expect(stack.output()).toContain(
    `Runner ${runners[0]?.id} at ${stack.gitLab.url} could not be removed again`,
  );
  expect(stored.map((value) => JSON.parse(value).state)).toEqual(['claimed']);
});

test('a clock that is wrong is set by the answer, and the call signed again', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const skewed = awsError('RequestTimeTooSkewed', 'The difference is too large.', 403);
  stack.aws.meet(meets(claim, { ...(skewed as object), date } as Fate, 1));
  expectOneRunner(await create(stack, registration));
  const signed = stack.aws.calls.filter(claim).map(({ headers }) => String(headers['x-amz-date']));
  expect(signed).toHaveLength(2);
  expect(Number(signed[1]?.slice(9, 11)) - Number(signed[0]?.slice(9, 11))).not.toBe(0);
});

test('a clock that stays wrong fails within the tries of a call', async () => {
  stack.aws.meet(meets(claim, awsError('RequestTimeTooSkewed', 'The difference is too large.', 403)));
  expectNothing(await create(stack, registration), 'ssm:PutParameter failed with RequestTimeTooSkewed', 0);
  expect(stack.aws.calls.filter(claim).length).toBeLessThanOrEqual(6);
}, 30_000);

test('credentials that expire after the registration: the runner is taken out again', async () => {
  let expired = false;
  stack.aws.meet((call) => {
    expired ||= completion(call);
    return expired ? awsError('ExpiredTokenException', 'The security token is expired') : undefined;
  });
  const { status, reason, runners, stored } = await create(stack, registration);
  expect({ status, runners }).toEqual({ status: 'FAILED', runners: [] });
  expect(reason).toContain('ssm:PutParameter failed with ExpiredTokenException');
  expect(stored.map((value) => JSON.parse(value).state)).toEqual(['claimed']);
});

test('a runner that cannot be taken out again is named', async () => {
  stack.aws.meet(meets(completion, deniedBy('ssm:PutParameter')));
  stack.gitLab.meet('normal', html(404, ''));
  const { status, reason, runners } = await create(stack, registration);
  expect({ status, runners: runners.length }).toEqual({ status: 'FAILED', runners: 1 });
  expect(reason).toContain('not authorized to perform: ssm:PutParameter');
  expect(reason).toContain(`Runner ${runners[0]?.id} at ${stack.gitLab.url} could not be removed again`);
});
