import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { firstWorker } from '../../functions/configuration/first-worker.ts';
import { NOTES } from '../../functions/configuration/sentences.ts';
import { encodeResponse } from '../../functions/custom-resource/response.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { startLambda } from '../support/lambda/lambda.ts';
import { startResponseServer } from '../support/lambda/response-server.ts';
import { requestFor, STACK } from '../support/request.ts';

/** What is answered for a signal's data, and what is logged of it. */
async function read(Signal: unknown) {
  const notes: string[] = [];
  const request = requestFor(firstWorker.parse({ Signal }));
  const { Warning } = await firstWorker.ensure({ ...request, warn: (note) => void notes.push(note) });
  return { Warning, notes };
}
const signal = (text: string) => JSON.stringify({ 'i-0123456789abcdef0': text });

describe('Custom::FirstWorker', () => {
  it.each([
    ['text, as AWS’s guide shows it', '{ "i-0123456789abcdef0" : "It has no Docker: \\"docker\\"." }'],
    ['an object, as AWS’s schema has it', { 'i-0123456789abcdef0': 'It has no Docker: "docker".' }],
  ])('answers what came with the manager’s signal, given %s', async (_, Signal) => {
    expect(await read(Signal)).toEqual({ Warning: 'It has no Docker: "docker".', notes: [] });
  });

  it.each([
    [undefined],
    [''],
    ['{}'],
    [{}],
    [signal('')],
  ])('has nothing to say of a signal without words: %j', async (Signal) => {
    expect(await read(Signal)).toEqual({ Warning: '', notes: [] });
  });

  it.each([
    ['no JSON'],
    ['{"i-0":"cut'],
    ['null'],
    ['[]'],
    ['["a text"]'],
    ['"a text"'],
    ['7'],
    [signal('a text').replace('"a text"', '{"in":"a text"}')],
    [['a text']],
    [{ 'i-0': ['a text'] }],
    [7],
  ])('leaves out what cannot be read, says so in the log, and fails nothing: %j', async (Signal) => {
    expect(await read(Signal)).toEqual({ Warning: '', notes: [NOTES.signalUnread] });
  });

  it('answers one line without control characters, whoever sent it', async () => {
    const forged = 'red \u001b[31m\r\nWarnings: none\u0000 \u202egnihton\u2028 \u0085end\n';
    expect((await read(signal(forged))).Warning).toBe('red [31m Warnings: none gnihton end');
  });

  it.each([
    'a',
    '"',
    '\uffff',
    '\uffee',
    '😀',
    '\ud83d',
  ])('answers no more than CloudFormation takes of a text of many %j', async (character) => {
    const { Warning } = await read({ 'i-0': `.${character.repeat(4_000)}` });
    const Data = { Warning };
    expect(Warning.length).toBeLessThanOrEqual(1_000);
    const identity = { StackId: STACK.id, RequestId: crypto.randomUUID(), LogicalResourceId: 'FirstWorker' };
    const PhysicalResourceId = firstWorker.identify({ signal: undefined }, STACK);
    const response = encodeResponse({ ...identity, PhysicalResourceId, Status: 'SUCCESS', Data });
    expect(JSON.parse(response)).toMatchObject({ Status: 'SUCCESS', Data });
  });
});

it('the built function of the configuration answers Create, Update and Delete of it without a call to AWS', async () => {
  const authority = certificateAuthority();
  const server = await startResponseServer(authority.issue('localhost'));
  const lambda = await startLambda(join(PROJECT, 'functions/configuration/index.ts'), {
    STACK_ID: STACK.id,
    NODE_EXTRA_CA_CERTS: authority.file,
    NODE_PATH: join(PROJECT, 'node_modules'), // Lambda's runtime brings the SDK; here the project's own stands in
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9', // nobody
    AWS_REGION: 'eu-central-1',
  });
  onTestFinished(() => {
    lambda.stop();
    server.stop();
  });
  const PhysicalResourceId = `first-worker-${STACK.guid}-FirstWorker`;
  const told = async (RequestType: string, Signal: unknown) => {
    server.meet(200);
    const identity = { StackId: STACK.id, RequestId: 'request-1', LogicalResourceId: 'FirstWorker' };
    const resource = {
      ResourceType: 'Custom::FirstWorker',
      ResourceProperties: { ServiceToken: 'arn', Signal },
    };
    const id = RequestType === 'Create' ? {} : { PhysicalResourceId };
    await lambda.invoke({ RequestType, ResponseURL: server.url, ...id, ...identity, ...resource });
    return server.puts.map(({ body }) => JSON.parse(body));
  };
  const answer = { Status: 'SUCCESS', PhysicalResourceId, Data: { Warning: 'No Docker.' } };
  expect(await told('Create', signal('No Docker.'))).toMatchObject([answer]);
  expect(await told('Update', signal('No Docker.'))).toMatchObject([answer]);
  expect(await told('Create', 'no JSON')).toMatchObject([{ Status: 'SUCCESS', Data: { Warning: '' } }]);
  expect(lambda.output()).toContain(NOTES.signalUnread);
  expect(await told('Delete', signal('No Docker.'))).toMatchObject([
    { Status: 'SUCCESS', PhysicalResourceId },
  ]);
}, 60_000);
