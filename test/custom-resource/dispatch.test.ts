import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { dispatch, failed } from '../../functions/custom-resource/dispatch.ts';
import type { Request, Resource } from '../../functions/custom-resource/resource.ts';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { requestFor, STACK } from '../support/request.ts';
import { told } from '../support/told.ts';

type Event = CloudFormationCustomResourceEvent;
const { time } = requestFor(undefined);
const EVENT = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example.com/?X-Amz-Signature=MARKED',
  StackId: STACK.id,
  RequestId: 'request-1',
  LogicalResourceId: STACK.logicalId,
  ResourceType: 'Custom::Thing',
  ResourceProperties: { Name: 'one' },
};

const event = (change: object) => ({ ...EVENT, ...change }) as unknown as Event;

/** A resource with a name that notes what it is asked for. */
function noted() {
  const asked: Array<[verb: string, request: Request<unknown>]> = [];
  const resource: Resource<string, Record<string, string>> = {
    parse: ({ Name }) => {
      if (typeof Name !== 'string') throw new OperatorError(told('Name is missing.'));
      return Name;
    },
    identify: (name, { guid }) => `${guid}/${name}`,
    identifyInvalid: ({ guid }) => `${guid}/invalid`,
    ensure: async (request) => {
      asked.push(['ensure', request]);
      return { Greeting: 'hello' };
    },
    remove: async (request) => void asked.push(['remove', request]),
  };
  const secrets = rememberSecrets();
  /** What CloudFormation has for the resource by now, and how often it was asked. */
  const current: { id: string | undefined; asked: number } = { id: undefined, asked: 0 };
  const ownStack = {
    async currentId() {
      current.asked++;
      if (current.id === 'refused') throw new OperatorError(told('No.'));
      return current.id;
    },
    async isRollingBack() {
      if (current.id === 'refused') throw new OperatorError(told('No.'));
      return current.id === 'rolling back';
    },
  };
  const warnings: string[] = [];
  const send = (change: object) =>
    dispatch(resource, event(change), STACK.id, {
      ...{ time, secrets, ownStack },
      warn: (message) => warnings.push(message),
    });
  const fail = (error: unknown, change: object = {}) => failed(resource, event(change), error, secrets);
  return { asked, secrets, send, fail, current, warnings };
}

const common = {
  stack: STACK,
  ...{ time, secrets: expect.anything(), warn: expect.any(Function) },
  ...{
    attempt: '19f1064b619d',
    failedAttempt: undefined,
    hasSucceeded: false,
    successor: expect.any(Function),
    isReversal: expect.any(Function),
  },
};
const own = `${STACK.guid}/one`;
const update = { RequestType: 'Update', PhysicalResourceId: 'before', OldResourceProperties: {} };

test('a resource learns what it needs, its id first, and nothing of the answer’s address', async () => {
  const { asked, send } = noted();
  expect(await send({})).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: own,
    Data: { Greeting: 'hello' },
  });
  await send(update);
  await send({ RequestType: 'Delete', PhysicalResourceId: 'any' });
  expect(asked).toEqual([
    ['ensure', { ...common, id: own, previousId: undefined, properties: 'one' }],
    ['ensure', { ...common, id: own, previousId: 'before', properties: 'one' }],
    ['remove', { ...common, id: 'any', previousId: undefined, properties: 'one' }],
  ]);
  expect(JSON.stringify(asked)).not.toContain('MARKED');
});

test('a Delete is carried out by its id alone when its properties cannot be read', async () => {
  const { asked, send } = noted();
  const answer = await send({ RequestType: 'Delete', PhysicalResourceId: 'any', ResourceProperties: {} });
  expect(answer).toEqual({ Status: 'SUCCESS', PhysicalResourceId: 'any' });
  expect(asked).toEqual([['remove', { ...common, id: 'any', previousId: undefined, properties: undefined }]]);
});

test('the Delete of a Create that failed says which one, and carries the id that the resource would have', async () => {
  const { asked, send } = noted();
  const PhysicalResourceId = `${own}/failed-19f1064b619d`;
  expect(await send({ RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ PhysicalResourceId });
  await send({ RequestType: 'Delete', PhysicalResourceId: own });
  expect(asked).toMatchObject([
    ['remove', { id: own, failedAttempt: '19f1064b619d', hasSucceeded: false }],
    ['remove', { id: own, failedAttempt: undefined, hasSucceeded: true }],
  ]);
});

test.each([
  ['a Create that failed', `${own}/failed-19f1064b619d`],
  ['a Create that was not heard', 'ci-Thing-1ABCDEFGHIJKL'],
])('the Delete of %s is told what CloudFormation has under the logical id by now', async (_, physicalId) => {
  const { asked, send, current, warnings } = noted();
  await send({ RequestType: 'Delete', PhysicalResourceId: physicalId });
  const successor = asked[0]?.[1].successor ?? (() => 'none');
  const told = [];
  for (const id of [undefined, physicalId, own, 'refused']) {
    current.id = id;
    told.push(await successor());
  }
  expect(told).toEqual([undefined, undefined, own, undefined]);
  expect(warnings).toEqual([
    'Whether another create has succeeded since the one that is cleaned up could not be seen: No.',
  ]);
});

test('an Update asks CloudFormation whether it puts back what another has changed; nothing else does', async () => {
  const { asked, send, current, warnings } = noted();
  await send({});
  await send(update);
  const [create, updated] = asked.map(([, { isReversal }]) => isReversal);
  const told = [];
  for (const id of ['rolling back', 'something else', 'refused']) {
    current.id = id;
    told.push([await create?.(), await updated?.()]);
  }
  expect(told).toEqual([
    [false, true],
    [false, false],
    [false, undefined],
  ]);
  expect(warnings).toEqual(['Whether the stack is being rolled back could not be seen: No.']);
});

test('the Delete of what has succeeded asks CloudFormation for nothing', async () => {
  const { asked, send, current } = noted();
  current.id = 'a replacement';
  await send({ RequestType: 'Delete', PhysicalResourceId: own });
  expect([await asked[0]?.[1].successor(), current.asked]).toEqual([undefined, 0]);
});

test.each([
  [{ RequestType: 'Upsert' }, 'The event has an unknown RequestType.'],
  [{ RequestId: undefined, LogicalResourceId: 5 }, 'The event lacks RequestId, LogicalResourceId.'],
  [{ RequestType: 'Update' }, 'The event lacks PhysicalResourceId.'],
  [
    { RequestType: 'Delete', ResourceProperties: 'x' },
    'The event lacks PhysicalResourceId, ResourceProperties.',
  ],
  [{ ResourceProperties: null }, 'The event lacks ResourceProperties.'],
  [{ StackId: `${STACK.id}0` }, 'The event is of another stack.'],
])('an event with %j is refused before the resource is asked', async (change, sentence) => {
  const { asked, send } = noted();
  await expect(send(change)).rejects.toThrow(new OperatorError(told(sentence)));
  expect(asked).toEqual([]);
});

describe('a failure', () => {
  test.each([
    ['of a Create has an id of its own, which its Delete will carry', {}, `${own}/failed-19f1064b619d`],
    [
      'of a Create whose properties cannot be read has an id, too',
      { ResourceProperties: {} },
      `${STACK.guid}/invalid/failed-19f1064b619d`,
    ],
    [
      'of a Create without properties, too',
      { ResourceProperties: undefined },
      `${STACK.guid}/invalid/failed-19f1064b619d`,
    ],
    ['of an Update keeps the id', update, 'before'],
  ])('%s', (_, change, PhysicalResourceId) => {
    const answer = noted().fail(new OperatorError(told('No.')), change);
    const Reason = expect.stringMatching(/^No\./);
    expect(answer).toEqual({ Status: 'FAILED', Reason, PhysicalResourceId });
  });

  test('of a Create says what must be done before the next one, and of an Update does not', () => {
    const reason = (change: object) => noted().fail(new OperatorError(told('No.')), change).Reason;
    expect(reason({})).toBe(
      'No. If this was the first deployment of the stack, delete the stack before the next one: sam delete.',
    );
    expect(reason(update)).toBe('No.');
  });

  test('says what it was when nobody had thought of it', () => {
    const reason = (error: unknown) => noted().fail(error, update).Reason;
    expect(reason(new TypeError('x is no y'))).toBe('The function failed unexpectedly: TypeError: x is no y');
    expect(reason('a text')).toBe('The function failed unexpectedly: Error: a text');
  });

  test('has the secrets taken out, however they are written, and no ordinary word', () => {
    const { secrets, fail } = noted();
    for (const secret of ['MARKED "one"', 'MARKED "one" two', 'short']) secrets.add(secret);
    const said = `a short refusal of MARKED "one" two, ${JSON.stringify('MARKED "one"')} and MARKED%20%22one%22`;
    expect(fail(new Error(said), update).Reason).toBe(
      'The function failed unexpectedly: Error: a short refusal of [secret], "[secret]" and [secret]',
    );
  });
});
