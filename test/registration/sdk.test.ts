import * as realCloudFormation from '@aws-sdk/client-cloudformation';
import * as realSecretsManager from '@aws-sdk/client-secrets-manager';
import * as realSsm from '@aws-sdk/client-ssm';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as cloudFormation from '../../functions/registration/sdk/cloudformation.ts';
import * as secretsManager from '../../functions/registration/sdk/secrets-manager.ts';
import * as ssm from '../../functions/registration/sdk/ssm.ts';
import { bodyOf, serve } from '../../scripts/lib/serve.ts';

interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly date?: string;
}
interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}
let asked: Asked[] = [];
let answers: Answer[] = [];
const aws = await serve(async (request, response) => {
  asked.push({
    method: request.method,
    path: request.url,
    body: await bodyOf(request),
    headers: request.headers,
  });
  const { status = 200, body, date } = answers.shift() ?? { status: 500, body: '' };
  response.writeHead(status, { 'x-amzn-requestid': 'one', ...(date ? { date } : {}) }).end(body);
});
afterAll(() => aws.stop());
beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
});

const CONFIGURATION = { maxAttempts: 3, requestHandler: { connectionTimeout: 3_000, socketTimeout: 5_000 } };
/** What is new in each request, and the SDK's account of itself, which it does not sign. */
const VARYING = /^(amz-sdk-invocation-id|authorization|user-agent|x-amz-date|x-amz-user-agent)$/;

function comparable({ headers, ...request }: Asked) {
  const { authorization } = headers as { readonly authorization: string };
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/\d+\/([^,]+), SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const kept = Object.entries(headers).filter(([name]) => !VARYING.test(name));
  return {
    ...request,
    ...{ scope, signed: signed.split(';').filter((name) => name !== 'x-amz-user-agent') },
    headers: Object.fromEntries(kept),
  };
}

interface Sends {
  // biome-ignore lint/suspicious/noExplicitAny: commands of either kind
  send(command: any): Promise<any>;
}
// biome-ignore lint/suspicious/noExplicitAny: as above
type Api = Readonly<Record<string, any>>;

const PARAMETER = {
  ...{ Name: '/a/{{b}} ü', Type: 'SecureString', Value: 'token "1"\n', Version: 3 },
  ...{ ARN: 'arn:aws:ssm:eu-central-1:1:parameter/a', LastModifiedDate: 1_700_000_000.5 },
};
const TAGS = [{ Key: 'team', Value: 'ü' }];
// In the SDK's order, so that the requests are the same byte for byte.
const PUT = {
  ...{ Name: PARAMETER.Name, Value: PARAMETER.Value, Type: 'SecureString', KeyId: 'alias/k' },
  ...{ Overwrite: false, Tags: TAGS, Tier: 'Standard' },
};
const xml = (operation: string, result: string) =>
  `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>one</RequestId></ResponseMetadata></${operation}Response>`;

/** Each operation, with an input as it is given. */
const SERVICES: ReadonlyArray<
  readonly [client: string, real: Api, ours: Api, calls: Readonly<Record<string, readonly [object, string]>>]
> = [
  [
    'SSMClient',
    realSsm,
    ssm,
    {
      AddTagsToResource: [{ ResourceType: 'Parameter', ResourceId: '/a', Tags: TAGS }, '{}'],
      DeleteParameter: [{ Name: '/a' }, '{}'],
      GetParameter: [{ Name: '/a', WithDecryption: true }, JSON.stringify({ Parameter: PARAMETER })],
      GetParametersByPath: [{ Path: '/a' }, JSON.stringify({ Parameters: [PARAMETER], NextToken: 'more' })],
      PutParameter: [PUT, '{"Tier":"Standard","Version":1}'],
    },
  ],
  [
    'SecretsManagerClient',
    realSecretsManager,
    secretsManager,
    { GetSecretValue: [{ SecretId: 'arn:a' }, '{"Name":"a","SecretString":"ü","CreatedDate":1.5}'] },
  ],
  [
    'CloudFormationClient',
    realCloudFormation,
    cloudFormation,
    {
      DescribeStackResource: [
        { StackName: 'arn:aws:cloudformation:eu-central-1:1:stack/a/b', LogicalResourceId: 'Registration' },
        xml(
          'DescribeStackResource',
          '<StackResourceDetail><PhysicalResourceId>/a &amp; b</PhysicalResourceId><ResourceType>A</ResourceType></StackResourceDetail>',
        ),
      ],
      DescribeStacks: [
        { StackName: 'arn:a/b c' },
        xml('DescribeStacks', '<Stacks><member><StackStatus>UPDATE_COMPLETE</StackStatus></member></Stacks>'),
      ],
    },
  ],
];
const OPERATIONS = SERVICES.flatMap(([client, real, ours, calls]) =>
  Object.entries(calls).map(([operation, [input, body]]) => ({ operation, client, real, ours, input, body })),
);

async function call({ client, operation, input }: (typeof OPERATIONS)[number], api: Api) {
  const one = new api[client](CONFIGURATION) as Sends;
  const { $metadata, ...answer } = await one.send(new api[`${operation}Command`](input));
  return { answer, metadata: $metadata };
}

/** What the functions read of an answer; nothing reads times. */
const read = ({ Parameter, Parameters, CreatedDate: _, StackResourceDetail, ...rest }: Api) => ({
  ...rest,
  PhysicalResourceId: StackResourceDetail?.PhysicalResourceId,
  parameters: [Parameter, ...(Parameters ?? [])].map((one) => ({ ...one, LastModifiedDate: undefined })),
});

describe.each(OPERATIONS)('$operation', (of) => {
  test("is asked as by the SDK's own client, and the answer read alike", async () => {
    answers = [{ body: of.body }, { body: of.body }];
    const theirs = await call(of, of.real);
    const mine = await call(of, of.ours);
    const [first, second] = asked.map(comparable);
    expect(second).toEqual(first);
    expect(second?.headers).not.toEqual({});
    expect(read(mine.answer)).toEqual(read(theirs.answer));
    expect(mine.metadata).toEqual(theirs.metadata);
  });

  test.each([
    'us-east-1',
    'cn-north-1',
    'us-gov-west-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
  ])("has the SDK's address in %s", async (region) => {
    vi.stubEnv('AWS_ENDPOINT_URL', undefined);
    vi.stubEnv('AWS_REGION', region);
    const hosts = await Promise.all([of.real, of.ours].map((api) => hostOf(of, api)));
    expect(hosts[0]).toMatch(/^[a-z]+\.[a-z0-9-]+\./);
    expect(hosts[1]).toBe(hosts[0]);
  });
});

/** The host that a client would ask. */
async function hostOf({ client, operation, input }: (typeof OPERATIONS)[number], api: Api) {
  let host = '';
  const requestHandler = {
    handle: ({ hostname }: { readonly hostname: string }) => {
      host = hostname;
      return Promise.reject(new Error('seen'));
    },
  };
  const one = new api[client]({ maxAttempts: 1, requestHandler }) as Sends;
  await expect(one.send(new api[`${operation}Command`](input))).rejects.toThrow('seen');
  return host;
}

describe('an error', () => {
  const denied = { status: 400, body: '{"__type":"com.amazonaws.ssm#ParameterNotFound","message":"no ü"}' };
  const query = {
    status: 400,
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>no stack</Message></Error></ErrorResponse>',
  };
  test.each([
    ['of JSON', OPERATIONS.find(({ operation }) => operation === 'GetParameter'), denied],
    ['of Query', OPERATIONS.find(({ operation }) => operation === 'DescribeStacks'), query],
  ])("%s has the name, words and status of the SDK's own", async (_, of, answer) => {
    if (!of) throw new Error('no such operation');
    answers = [answer, answer];
    const errors = [];
    for (const api of [of.real, of.ours])
      errors.push(
        await call(of, api).catch(({ name, message, $metadata }) => ({ name, message, $metadata })),
      );
    expect(errors[1]).toEqual(errors[0]);
    expect(errors[1]).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });
});

const client = () => new ssm.SSMClient(CONFIGURATION);
const get = new ssm.GetParameterCommand({ Name: '/a' });
const parameter = { body: JSON.stringify({ Parameter: PARAMETER }) };

test('a call that is throttled, or that the server fails, is made again', async () => {
  answers = [
    { status: 400, body: '{"__type":"ThrottlingException","message":"slow"}' },
    { status: 503, body: '' },
    parameter,
  ];
  await expect(client().send(get)).resolves.toMatchObject({ Parameter: { Version: 3 } });
  expect(asked).toHaveLength(3);
});

test('a call of a clock that goes wrong is made again with the time of AWS', async () => {
  const date = new Date(Date.now() - 3_600_000).toUTCString();
  const skewed = { status: 400, date, body: '{"__type":"RequestTimeTooSkewed","message":"skewed"}' };
  answers = [skewed, parameter];
  await client().send(get);
  const [first, second] = asked.map(({ headers }) => String(headers['x-amz-date']));
  expect(first?.slice(0, 11)).not.toBe(second?.slice(0, 11));
});

test('a list is read to its last page', async () => {
  answers = [
    { body: '{"Parameters":[{"Name":"/a/1"}],"NextToken":"more"}' },
    { body: '{"Parameters":[{"Name":"/a/2"}]}' },
  ];
  const names = [];
  const pages: AsyncIterable<Api> = ssm.paginateGetParametersByPath({ client: client() }, { Path: '/a' });
  for await (const { Parameters } of pages)
    names.push(...Parameters.map(({ Name }: { readonly Name: string }) => Name));
  expect(names).toEqual(['/a/1', '/a/2']);
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ Path: '/a', NextToken: 'more' });
});

test('a call that is given up is given up at once', async () => {
  answers = [];
  const gone = client().send(get, { abortSignal: AbortSignal.abort() });
  await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
});
