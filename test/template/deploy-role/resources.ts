import type { Target } from '../policies/call.ts';
import { arn, OTHER_STACK, STACK } from '../policies/sample.ts';
import { iam, named } from './named.ts';

/** The one that the role's own template makes. */
export const BOUNDARY = iam('policy/Deployment/ci-deploy-StackBoundary-1ABC');
const ROLE_CONTEXT = { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:PermissionsBoundary': BOUNDARY };
const SERVICE_LINKED = iam('role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');
const TEMPLATE = { 'ec2:LaunchTemplate': arn('ec2', 'launch-template/lt-0123') };
export const given = (resource: string, stack: string): Target => [
  resource,
  { 'aws:ResourceTag/gitlab-runner-stack': stack },
];
export const asked = (resource: string, stack: string): Target => [
  resource,
  { 'aws:RequestTag/gitlab-runner-stack': stack },
];
const created = (resource: string, by: string): Target => [resource, { 'ec2:CreateAction': by }];

/** By AWS's name for the kind: a resource of the stack, at the latest or in the making, as the handlers' calls meet it. */
export const OWN: Readonly<Record<string, readonly Target[]>> = {
  '*': ['*', asked('*', STACK)],
  role: [
    ...named('AWS::IAM::Role').map((role) => [role, ROLE_CONTEXT] as const),
    [SERVICE_LINKED, { 'iam:AWSServiceName': 'autoscaling.amazonaws.com' }],
  ],
  'instance-profile': named('AWS::IAM::InstanceProfile'),
  function: named('AWS::Lambda::Function'),
  'rule-on-default-event-bus': named('AWS::Events::Rule'),
  'log-group': named('AWS::Logs::LogGroup'),
  alarm: named('AWS::CloudWatch::Alarm'),
  dashboard: ['arn:aws:cloudwatch::111122223333:dashboard/ci-tools-eu-central-1'],
  topic: named('AWS::SNS::Topic'),
  bucket: named('AWS::S3::Bucket'),
  object: ['arn:aws:s3:::aws-sam-cli-managed-default-samclisourcebucket-1abc/gitlab-runner-stack/web/0123'],
  autoScalingGroup: named('AWS::AutoScaling::AutoScalingGroup'),
  'launch-template': [
    given(arn('ec2', 'launch-template/lt-0123'), STACK),
    asked(arn('ec2', 'launch-template/*'), STACK),
    created(arn('ec2', 'launch-template/*'), 'CreateLaunchTemplate'),
  ],
  'security-group': [
    given(arn('ec2', 'security-group/sg-0123'), STACK),
    asked(arn('ec2', 'security-group/*'), STACK),
    [arn('ec2', 'security-group/sg-0123'), TEMPLATE],
  ],
  'security-group-rule': [arn('ec2', 'security-group-rule/*')],
  vpc: [arn('ec2', 'vpc/vpc-01'), 'arn:aws:ec2:eu-central-1:999988887777:vpc/vpc-shared'],
  parameter: [
    'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
  ],
  ...Object.fromEntries(
    ['instance', 'volume', 'network-interface', 'key-pair'].map((kind) => [
      kind,
      [[arn('ec2', `${kind}/*`), TEMPLATE], created(arn('ec2', `${kind}/*`), 'RunInstances')] as const,
    ]),
  ),
  subnet: ['111122223333', '999988887777'].map((account) => [
    `arn:aws:ec2:eu-central-1:${account}:subnet/subnet-01`,
    TEMPLATE,
  ]),
  image: [['arn:aws:ec2:eu-central-1::image/ami-0123', TEMPLATE]],
};

/** The same of others: in the account, and made by another stack. */
export const OTHERS: Readonly<Record<string, readonly Target[]>> = {
  role: [
    [iam('role/ci-deploy-production'), ROLE_CONTEXT],
    [iam('role/gitlab-runner-stack/other-ManagerRole-1ABC'), ROLE_CONTEXT],
    [iam('role/admin'), { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:PermissionsBoundary': BOUNDARY }],
    [iam('role/Deployment/ci-DeployRole-1ABC'), { 'iam:PermissionsBoundary': BOUNDARY }],
    [
      iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
      { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
    ],
  ],
  'instance-profile': ['admin', 'ci-web', 'gitlab-runner-stack/other-1ABC'].map((name) =>
    iam(`instance-profile/${name}`),
  ),
  function: ['other', 'ci-web'].map((name) => arn('lambda', `function:${name}`)),
  'rule-on-default-event-bus': ['other', 'ci-nightly'].map((name) => arn('events', `rule/${name}`)),
  'log-group': ['/aws/lambda/other', 'ci-audit'].map((name) => arn('logs', `log-group:${name}`)),
  alarm: ['other', 'ci-web-cpu'].map((name) => arn('cloudwatch', `alarm:${name}`)),
  dashboard: ['other', 'ci-web'].map((name) => `arn:aws:cloudwatch::111122223333:dashboard/${name}`),
  topic: ['other', 'ci-web'].map((name) => arn('sns', name)),
  bucket: ['other', 'ci-artifacts'].map((name) => `arn:aws:s3:::${name}`),
  object: [
    'arn:aws:s3:::other/a',
    'arn:aws:s3:::ci-cachebucket-1abc/a',
    'arn:aws:s3:::aws-sam-cli-managed-default-samclisourcebucket-1abc/web/0123',
  ],
  autoScalingGroup: ['other', 'ci-web'].map((name) =>
    arn('autoscaling', `autoScalingGroup:0b-1c:autoScalingGroupName/${name}`),
  ),
  'launch-template': [
    arn('ec2', 'launch-template/lt-99'),
    given(arn('ec2', 'launch-template/lt-99'), OTHER_STACK),
    asked(arn('ec2', 'launch-template/*'), OTHER_STACK),
  ],
  'security-group': [
    arn('ec2', 'security-group/sg-99'),
    given(arn('ec2', 'security-group/sg-99'), OTHER_STACK),
    asked(arn('ec2', 'security-group/*'), OTHER_STACK),
  ],
  parameter: [arn('ssm', 'parameter/team/database-password')],
  instance: [arn('ec2', 'instance/i-99')],
  volume: [arn('ec2', 'volume/vol-99')],
  'network-interface': [arn('ec2', 'network-interface/eni-99')],
  subnet: [arn('ec2', 'subnet/subnet-99')],
  image: ['arn:aws:ec2:eu-central-1::image/ami-99'],
};
