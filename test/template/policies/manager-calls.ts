import { type Call, describes, on, type Target } from './call.ts';
import {
  arn,
  BUCKET,
  INSTANCE,
  KEY,
  logGroup,
  MANAGERS,
  OTHER_GROUP,
  OTHER_PATH,
  OTHER_STACK,
  PATH,
  parameter,
  STACK,
} from './sample.ts';

const TOKEN = parameter(`${PATH}/Registration/5f2c`);
const RENEWED = `${TOKEN}/renewed`;
const encrypted = (what: string): Target => [KEY, { 'kms:EncryptionContext:PARAMETER_ARN': what }];
const OTHER_PARAMETERS = [parameter(`${OTHER_PATH}/Registration/5f2c`), parameter('/team/database-password')];
const OTHER_KEYS: Target[] = [KEY, ...OTHER_PARAMETERS.map(encrypted)];
const tagged = (group: string, stack: string): Target => [
  group,
  { 'aws:ResourceTag/gitlab-runner-stack': stack },
];
const groups = { own: [tagged(MANAGERS, STACK)], others: [OTHER_GROUP, tagged(OTHER_GROUP, OTHER_STACK)] };
const stacks = { own: [STACK], others: [OTHER_STACK] };
const streams = {
  own: [`${logGroup('ManagerLogGroup')}:log-stream:i-0123/gitlab-runner`],
  others: [arn('logs', 'log-group:/aws/lambda/other:log-stream:x')],
};
const objects = {
  own: [`${BUCKET}/project/7/default-protected`],
  others: ['arn:aws:s3:::other-bucket/project/7/default', `${BUCKET}/runner/abc/project/7/default`],
};

const FETCH = 'fetch-configuration in the template, before each start';
const KEEP = 'keep-token in the template, when GitLab Runner has renewed its token';
const DRAIN = 'drain in the template';
const CACHE = 'gitlab-runner signs the addresses of the cache (cache/s3v2)';
const AGENT = 'the CloudWatch agent';
const SESSIONS = 'Session Manager, by the SSM agent of Amazon Linux';

const RENEWED_ALONE = {
  own: [RENEWED],
  others: [...OTHER_PARAMETERS, TOKEN, parameter(`${PATH}/Configuration/config.toml`)],
};
/** With ResourceTags: PutParameter with Tags is this, too. */
export const TAGS: readonly Call[] = [{ action: 'ssm:AddTagsToResource', by: KEEP, ...RENEWED_ALONE }];

/** With EcrRegistries, of which one is another account's. */
export const REGISTRIES: readonly Call[] = [
  ...describes('amazon-ecr-credential-helper', 'ecr:GetAuthorizationToken'),
  ...on(
    'a pull with the credential of the helper',
    {
      own: [arn('ecr', 'repository/team/app'), 'arn:aws:ecr:us-east-1:999988887777:repository/base'],
      others: [
        'arn:aws:ecr:us-west-2:111122223333:repository/app',
        'arn:aws:ecr:eu-central-1:999988887777:repository/app',
      ],
    },
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetDownloadUrlForLayer',
  ),
];

/** With CacheKeyArn: what S3 asks KMS for in the name of the role that signed the address. */
export const CACHE_KEY = arn('kms', 'key/of-the-cache');
const VIA_S3 = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
export const ENCRYPTED_CACHE: readonly Call[] = on(
  CACHE,
  {
    own: [[CACHE_KEY, VIA_S3]],
    others: [CACHE_KEY, [CACHE_KEY, { 'kms:ViaService': 'ssm.eu-central-1.amazonaws.com' }], [KEY, VIA_S3]],
  },
  'kms:Decrypt',
  'kms:GenerateDataKey',
);

/** What every manager calls, whatever its executor. */
export const MANAGER: readonly Call[] = [
  {
    action: 'ssm:GetParameter',
    by: FETCH,
    own: [TOKEN, RENEWED, parameter(`${PATH}/Configuration/config.toml`)],
    others: OTHER_PARAMETERS,
  },
  { action: 'kms:Decrypt', by: FETCH, own: [encrypted(TOKEN), encrypted(RENEWED)], others: OTHER_KEYS },
  { action: 'ssm:PutParameter', by: KEEP, ...RENEWED_ALONE },
  { action: 'kms:Encrypt', by: KEEP, own: [encrypted(RENEWED)], others: [...OTHER_KEYS, encrypted(TOKEN)] },
  ...describes(`wait-for-predecessor and ${DRAIN}`, 'autoscaling:DescribeAutoScalingInstances'),
  ...describes('wait-for-predecessor in the template', 'autoscaling:DescribeAutoScalingGroups'),
  { action: 'autoscaling:RecordLifecycleActionHeartbeat', by: DRAIN, ...groups },
  { action: 'autoscaling:CompleteLifecycleAction', by: DRAIN, ...groups },
  { action: 'cloudformation:DescribeStackResource', by: 'cfn-init and cfn-hup', ...stacks },
  { action: 'cloudformation:SignalResource', by: 'cfn-signal', ...stacks },
  { action: 'logs:CreateLogStream', by: AGENT, ...streams },
  { action: 'logs:DescribeLogStreams', by: AGENT, ...streams },
  { action: 'logs:PutLogEvents', by: AGENT, ...streams },
  {
    action: 'cloudwatch:PutMetricData',
    by: 'publish-health in the template, each minute',
    own: [['*', { 'cloudwatch:namespace': 'GitLabRunnerStack/ci' }]],
    others: [
      ...['Payments', 'GitLabRunnerStack/other'].map(
        (namespace): Target => ['*', { 'cloudwatch:namespace': namespace }],
      ),
      '*',
    ],
  },
  {
    action: 'ssm:UpdateInstanceInformation',
    by: SESSIONS,
    own: [INSTANCE],
    others: [arn('ssm', 'managed-instance/mi-0123')],
  },
  ...describes(
    SESSIONS,
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ),
  { action: 's3:GetObject', by: CACHE, ...objects },
  { action: 's3:PutObject', by: CACHE, ...objects },
  {
    action: 's3:ListBucket',
    by: 'without it S3 answers 403 to what is not in the cache, and the job takes that for a failure',
    own: [BUCKET],
    others: ['arn:aws:s3:::other-bucket'],
  },
];
