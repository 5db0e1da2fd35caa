import type { Parameters } from './resolve.ts';

const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/runner/01234567-89ab-cdef-0123-456789abcdef';

/** Parameters that together show the rules both sides of each of the template's conditions. */
export const VARIANTS: Readonly<Record<string, Parameters>> = {
  defaults: { 'AWS::StackId': STACK_ID },
  'docker+machine': {
    'AWS::StackId': STACK_ID,
    GitLabTokenSource: '/gitlab/token',
    RunnerDescription: 'spot',
    Executor: 'docker+machine',
    WorkerMarket: 'spot',
    WorkerImageId: '/images/worker',
    VpcId: 'vpc-0123456789abcdef0',
    FunctionSubnetIds: 'subnet-0123456789abcdef0,subnet-0123456789abcdef1',
    AssignPublicIp: 'false',
    SshKeyName: 'admin',
    SshCidr: '203.0.113.0/24',
    GitLabCaCertificate: '/gitlab/authority',
    CacheBucketName: 'a-bucket-of-theirs',
    CacheExpirationDays: '0',
    TokenKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef',
    PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
  },
  'four types': {
    'AWS::StackId': STACK_ID,
    GitLabTokenSource: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:gitlab',
    WorkerInstanceTypes: 'm7i.large,m7a.large,m6i.large,m6a.large',
    AssignPublicIp: 'true',
    LogRetentionDays: '365',
  },
};
