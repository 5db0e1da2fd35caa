import type { Target } from '../policies/call.ts';
import { arn, OTHER_STACK, STACK } from '../policies/sample.ts';

export const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
export const iam = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
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
    [
      iam('role/ci-ManagerRole-1ABC'),
      { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:PermissionsBoundary': BOUNDARY },
    ],
    [SERVICE_LINKED, { 'iam:AWSServiceName': 'autoscaling.amazonaws.com' }],
  ],
  'instance-profile': [iam('instance-profile/ci-ManagerInstanceProfile-1ABC')],
  function: [arn('lambda', 'function:ci-FleetFunction-1ABC')],
  'rule-on-default-event-bus': [arn('events', 'rule/ci-ReaperFunctionSchedule-1ABC')],
  'log-group': [arn('logs', 'log-group:ci-FleetLogGroup-1ABC')],
  bucket: ['arn:aws:s3:::ci-cachebucket-1abc'],
  object: ['arn:aws:s3:::aws-sam-cli-managed-default-samclisourcebucket-1abc/ci/0123'],
  autoScalingGroup: [arn('autoscaling', 'autoScalingGroup:0b-1c:autoScalingGroupName/ci-WorkerGroup-1ABC')],
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
  vpc: [arn('ec2', 'vpc/vpc-01')],
  key: [given(arn('kms', 'key/1234abcd'), STACK), asked(arn('kms', 'key/*'), STACK)],
  parameter: [
    'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
  ],
  ...Object.fromEntries(
    ['instance', 'volume', 'network-interface', 'subnet', 'key-pair'].map((kind) => [
      kind,
      [[arn('ec2', `${kind}/*`), TEMPLATE], created(arn('ec2', `${kind}/*`), 'RunInstances')] as const,
    ]),
  ),
  image: [['arn:aws:ec2:eu-central-1::image/ami-0123', TEMPLATE]],
};

/** The same of others: in the account, and made by another stack. */
export const OTHERS: Readonly<Record<string, readonly Target[]>> = {
  role: [
    [iam('role/admin'), { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:PermissionsBoundary': BOUNDARY }],
    [iam('role/Deployment/ci-DeployRole-1ABC'), { 'iam:PermissionsBoundary': BOUNDARY }],
    [
      iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
      { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
    ],
  ],
  'instance-profile': [iam('instance-profile/admin')],
  function: [arn('lambda', 'function:other')],
  'rule-on-default-event-bus': [arn('events', 'rule/other')],
  'log-group': [arn('logs', 'log-group:/aws/lambda/other')],
  bucket: ['arn:aws:s3:::other'],
  object: ['arn:aws:s3:::other/a', 'arn:aws:s3:::ci-cachebucket-1abc/a'],
  autoScalingGroup: [arn('autoscaling', 'autoScalingGroup:0b-1c:autoScalingGroupName/other')],
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
  key: ['arn:aws:kms:eu-central-1:999988887777:key/1'],
  parameter: [arn('ssm', 'parameter/team/database-password')],
  instance: [arn('ec2', 'instance/i-99')],
  volume: [arn('ec2', 'volume/vol-99')],
  'network-interface': [arn('ec2', 'network-interface/eni-99')],
  subnet: [arn('ec2', 'subnet/subnet-99')],
  image: ['arn:aws:ec2:eu-central-1::image/ami-99'],
};
