import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { sentenceOf } from '../../scripts/lib/command.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { serve } from '../../scripts/lib/serve.ts';
import { openClients } from '../../scripts/status/aws/clients.ts';
import { seeStack } from '../../scripts/status/aws/stack.ts';
import { inShell, type Ran } from '../support/clone.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
const REGION = { AWS_REGION: 'eu-central-1' };
const ALONE = { AWS_EC2_METADATA_DISABLED: 'true' };

const status = (options: string, environment: NodeJS.ProcessEnv): Promise<Ran> =>
  inShell(`${process.execPath} ${join(PROJECT, 'scripts/status/index.ts')} ${options}`, PROJECT, {
    ...ALONE,
    ...environment,
  });

/** A configuration of the AWS CLI whose profile `mine` says so. */
function profile(...lines: string[]): NodeJS.ProcessEnv {
  const file = join(mkdtempSync(join(tmpdir(), 'aws-')), 'config');
  writeFileSync(file, ['[profile mine]', ...lines, ''].join('\n'));
  return { ...REGION, AWS_PROFILE: 'mine', AWS_CONFIG_FILE: file };
}
const SSO = [
  ...['sso_session = ours', 'sso_account_id = 123456789012', 'sso_role_name = reader'],
  ...['[sso-session ours]', 'sso_region = eu-central-1', 'sso_start_url = https://ours.awsapps.com/start'],
];

/** AWS, whose Query APIs refuse so: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
let refused = ['', ''];
let aws: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  aws = await serve((_, response) => {
    const [Code, Message] = refused;
    response.writeHead(403, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${Code}</Code><Message>${Message}</Message></Error></ErrorResponse>`,
    );
  });
});
afterAll(() => aws.stop());
afterEach(() => void vi.unstubAllEnvs());

describe('one sentence and status 3', () => {
  test.each<[string, string, NodeJS.ProcessEnv, RegExp]>([
    ['no stack is named', '', {}, /^Name the stack: npm run status -- --stack-name gitlab-runner$/],
    ['an option is mistyped', '--stack x', {}, /^Unknown option '--stack'/],
    ['the region is none', '--stack-name x --region frankfurt', {}, /^--region must be a region/],
    ['there is no region', '--stack-name x', KEYS, /^Say the region: --region, or AWS_REGION\.$/],
    [
      'the region of the environment is none',
      '--stack-name x',
      { ...KEYS, AWS_REGION: 'eu central' },
      /^Region not accepted: region="eu central" .*\. Say another: --region, or AWS_REGION\.$/,
    ],
    ['there are no credentials', '--stack-name x', REGION, /^There are no AWS credentials: sign in/],
    [
      'the profile is not there',
      '--stack-name x',
      { ...REGION, AWS_PROFILE: 'none' },
      /^There are no AWS credentials/,
    ],
    [
      'nobody has signed in to the SSO of the profile',
      '--stack-name x',
      profile(...SSO),
      /The AWS SDK says: The SSO session token associated with profile=mine was not found or is invalid\. .*aws sso login/,
    ],
    [
      'AWS is not there',
      '--stack-name x',
      { ...KEYS, ...REGION, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' },
      /^AWS cannot be reached in eu-central-1 \(ECONNREFUSED\)/,
    ],
    [
      'GitLab is named and no token given',
      '--stack-name x --gitlab https://gitlab.com',
      { ...KEYS, ...REGION },
      /^--gitlab needs an access token/,
    ],
    [
      'the token file is not there',
      '--stack-name x --gitlab https://gitlab.com --gitlab-token-file /none',
      { ...KEYS, ...REGION },
      /^\/none cannot be used \(ENOENT\)/,
    ],
  ])('when %s', async (_, options, environment, sentence) => {
    const { status: code, said } = await status(options, environment);
    expect(said.trim()).toMatch(sentence);
    expect(said.trim()).not.toContain('\n');
    expect(code).toBe(3);
  });

  test.each([
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/me is not authorized',
      /^You may not call cloudformation:DescribeStacks: docs\/operating\.md/,
    ],
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/me is not authorized to perform: cloudformation:DescribeStacks on resource: *',
      /^You may not call cloudformation:DescribeStacks: docs\/operating\.md/,
    ],
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/ci',
      /^You may not call sts:AssumeRole, with which the AWS credentials are had: see the profile\.$/,
    ],
    [
      'ExpiredToken',
      'The security token included in the request is expired',
      /^The AWS credentials have expired \(ExpiredToken\)/,
    ],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      /^AWS does not know these credentials/,
    ],
    ['ValidationError', 'Stack with id x does not exist', /^There is no stack x in eu-central-1/],
    ['OptInRequired', 'Not here', /^cloudformation:DescribeStacks failed with OptInRequired: Not here$/],
  ])('when AWS says %s', async (code, message, sentence) => {
    refused = [code, message];
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
    const seen = seeStack(openClients('eu-central-1').cloudFormation, 'x');
    const error = await seen.catch((error: unknown) => error);
    expect(sentenceOf(error)).toMatch(sentence);
  });
});
