import { expect, test } from 'vitest';
import { cloudFormation } from './stack.ts';
import type { CustomResource, Template } from './template.ts';
import type { Event, Transport } from './transport.ts';

/** A function that answers by the property Does: an id, `fail`, or `say nothing`; and writes down what it was sent. */
function scripted() {
  const sent: string[] = [];
  const events: Event[] = [];
  const answer: Transport = async (event) => {
    events.push(event);
    const { RequestType, StackId, RequestId, LogicalResourceId, ResourceProperties: properties } = event;
    const id =
      'PhysicalResourceId' in event ? event.PhysicalResourceId.replace(/-[0-9A-F]{13}$/, '-GENERATED') : '';
    const old = 'OldResourceProperties' in event ? `${event.OldResourceProperties.Does} → ` : '';
    sent.push(`${RequestType} ${LogicalResourceId} ${old}${properties.Does}${id && ` (${id})`}`);
    if (properties.Does === 'say nothing' && RequestType !== 'Delete') return undefined;
    const fails = properties.Does === 'fail' && RequestType !== 'Delete';
    return {
      Status: fails ? 'FAILED' : 'SUCCESS',
      Reason: 'as told',
      PhysicalResourceId: RequestType !== 'Delete' && !fails ? properties.Does : id || 'failed-id',
      ...{ StackId, RequestId, LogicalResourceId },
      Data: { Id: String(properties.Does) },
    };
  };
  const template = (first: string, second?: string): Template => [
    resource('A', first),
    ...(second === undefined ? [] : [resource('B', second)]),
  ];
  const resource = (logicalId: string, Does: string): CustomResource => ({
    logicalId,
    type: 'Custom::Scripted',
    function: answer,
    properties: { Does },
  });
  const since = () => sent.splice(0);
  return { template, resource, since, events, stack: cloudFormation() };
}

test('a failed Create is deleted with the id that it answered, and what was made before it goes after it', async () => {
  const { stack, template, since } = scripted();
  expect(await stack.create(template('a', 'fail'))).toBe('ROLLBACK_COMPLETE');
  expect(since()).toEqual(['Create A a', 'Create B fail', 'Delete B fail (failed-id)', 'Delete A a (a)']);
});

test('a Create that was not heard of is deleted with an id of CloudFormation', async () => {
  const { stack, template, since } = scripted();
  expect(await stack.create(template('say nothing'))).toBe('ROLLBACK_COMPLETE');
  expect(since()).toEqual(['Create A say nothing', 'Delete A say nothing (ci-A-GENERATED)']);
});

test('a changed id is a replacement: the old one is deleted in the clean-up; unchanged resources hear nothing', async () => {
  const { stack, template, since } = scripted();
  await stack.create(template('a', 'b'));
  since();
  expect(await stack.update(template('a', 'b2'))).toBe('UPDATE_COMPLETE');
  expect(since()).toEqual(['Update B b → b2 (b)', 'Delete B b (b)']);
});

test.each([
  'fail',
  'say nothing',
])('after "%s" each Update is reversed, and replacements are deleted', async (how) => {
  const { stack, template, since } = scripted();
  await stack.create(template('a', 'b'));
  since();
  expect(await stack.update(template('a2', how))).toBe('UPDATE_ROLLBACK_COMPLETE');
  const reversed = ['Update A a2 → a (a2)', `Update B ${how} → b (b)`, 'Delete A a2 (a2)'];
  expect(since()).toEqual(['Update A a → a2 (a)', `Update B b → ${how} (b)`, ...reversed]);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(since()).toEqual(['Delete B b (b)', 'Delete A a (a)']);
});

test('a resource that an update adds is deleted again in its rollback, and one that it drops in its clean-up', async () => {
  const { stack, template, since } = scripted();
  await stack.create(template('a'));
  since();
  expect(await stack.update(template('a', 'fail'))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(since()).toEqual(['Create B fail', 'Delete B fail (failed-id)']);
  await stack.update(template('a', 'b'));
  since();
  expect(await stack.update(template('a'))).toBe('UPDATE_COMPLETE');
  expect(since()).toEqual(['Delete B b (b)']);
});

test('a resource that an update adds before others is deleted after them', async () => {
  const { stack, template, resource, since } = scripted();
  await stack.create(template('a'));
  await stack.update([resource('Before', 'x'), ...template('a')]);
  since();
  await stack.delete();
  expect(since()).toEqual(['Delete A a (a)', 'Delete Before x (x)']);
});

test('every scalar is sent as a string, with ServiceToken and ServiceTimeout, and attributes of others resolved', async () => {
  const { stack, template, resource, events } = scripted();
  const typed = {
    ...resource('B', ''),
    properties: (getAtt: (id: string, name: string) => string) => ({
      Does: getAtt('A', 'Id'),
      Flag: false,
      List: [1, { Deep: true }],
    }),
  };
  await stack.create([...template('a'), typed]);
  expect(events.at(-1)?.ResourceProperties).toEqual({
    ServiceToken: expect.stringMatching(/^arn:aws:lambda:/),
    ServiceTimeout: '900',
    Does: 'a',
    Flag: 'false',
    List: ['1', { Deep: 'true' }],
  });
});
