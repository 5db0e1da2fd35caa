import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { dispatch, failed } from '../../functions/custom-resource/dispatch.ts';
import type { Request, Resource } from '../../functions/custom-resource/resource.ts';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { requestFor, STACK } from '../support/request.ts';
import { told } from '../support/told.ts';

type Event = CloudFormationCustomResourceEvent;
const { time, warn } = requestFor(undefined);
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
  const send = (change: object) => dispatch(resource, event(change), STACK.id, { time, secrets, warn });
  const fail = (error: unknown, change: object = {}) => failed(resource, event(change), error, secrets);
  return { asked, secrets, send, fail };
}

const common = { stack: STACK, time, secrets: expect.anything(), warn };
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
    ['of a Create has the id that its Delete will carry', {}, own],
    [
      'of a Create whose properties cannot be read has an id, too',
      { ResourceProperties: {} },
      `${STACK.guid}/invalid`,
    ],
    ['of a Create without properties, too', { ResourceProperties: undefined }, `${STACK.guid}/invalid`],
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
