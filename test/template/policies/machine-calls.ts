import { type Call, type Context, describes, type Target } from './call.ts';
import { arn, INSTANCE, OTHER_STACK, parameter, STACK } from './sample.ts';

const DRIVER = "docker-machine's amazonec2 driver (ec2client.go and amazonec2.go of GitLab's fork)";
const TAG = 'gitlab-runner-stack';
const IMAGE = 'arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0';
/** The driver's own, and those that functions/configuration and the manager give it. */
const TAGS = ['Name', TAG, 'gitlab-runner-manager'];
const UBUNTU = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';

const instance = (context: Context): Target => [INSTANCE, context];
const machines = {
  own: [instance({ [`aws:ResourceTag/${TAG}`]: STACK })],
  others: [INSTANCE, instance({ [`aws:ResourceTag/${TAG}`]: OTHER_STACK })],
};
const keyPairs = {
  own: [arn('ec2', 'key-pair/runner-abcdefghi-gitlab-runner-0a1b2c3d-1789000000-1a2b3c4d-xyzab')],
  others: [
    arn('ec2', 'key-pair/runner-abcdefghi-gitlab-runner-9f8e7d6c-1789000000-1a2b3c4d-xyzab'),
    arn('ec2', 'key-pair/admin'),
  ],
};
const newInstance = (context: Context = {}): Target => [
  arn('ec2', 'instance/*'),
  { 'ec2:InstanceType': 'm7i.large', 'ec2:MetadataHttpTokens': 'required', ...context },
];
// A subnet that another account shares has that account's id in its ARN.
const SHARED = 'arn:aws:ec2:eu-central-1:999988887777:subnet/subnet-01';
const inside = (subnet: string): Target => [arn('ec2', 'network-interface/*'), { 'ec2:Subnet': subnet }];
const started = {
  own: [
    newInstance(),
    ...['security-group/sg-0123', 'subnet/subnet-01'].map((its) => arn('ec2', its)),
    SHARED,
    ...[arn('ec2', 'subnet/subnet-01'), SHARED].map((subnet): Target => inside(subnet)),
    arn('ec2', 'volume/*'),
    ...keyPairs.own,
    [IMAGE, { 'ec2:Owner': 'amazon' }] as const,
    [IMAGE, { 'ec2:Owner': '099720109477' }] as const,
  ],
  others: [
    newInstance({ 'ec2:InstanceType': 'p5.48xlarge' }),
    newInstance({ 'ec2:MetadataHttpTokens': 'optional' }),
    newInstance({ 'ec2:InstanceProfile': 'arn:aws:iam::111122223333:instance-profile/admin' }),
    ...['security-group/sg-99', 'subnet/subnet-99', 'launch-template/lt-99'].map((its) => arn('ec2', its)),
    inside('arn:aws:ec2:eu-central-1:999988887777:subnet/subnet-99'),
    ...keyPairs.others,
  ],
};
const taggedAsStarted = (stack: string) =>
  ['instance/*', 'volume/*', 'network-interface/*'].map(
    (made): Target => [
      arn('ec2', made),
      { 'ec2:CreateAction': 'RunInstances', [`aws:RequestTag/${TAG}`]: stack, 'aws:TagKeys': TAGS },
    ],
  );

/** What docker-machine calls beside what every manager does. */
export const MACHINE: readonly Call[] = [
  ...describes(DRIVER, 'ec2:DescribeInstances', 'ec2:DescribeSubnets'),
  ...describes(DRIVER, 'ec2:DescribeSecurityGroups', 'ec2:DescribeKeyPairs'),
  {
    action: 'ssm:GetParameter',
    by: "fetch-configuration in the template: docker-machine must be told the workers' image by its id",
    own: [`arn:aws:ssm:eu-central-1::parameter${UBUNTU}`, parameter('/team/worker-image')],
    others: [parameter('/team/database-password')],
  },
  { action: 'ec2:RunInstances', by: DRIVER, ...started },
  {
    action: 'ec2:CreateTags',
    by: `${DRIVER}, with RunInstances`,
    own: taggedAsStarted(STACK),
    others: [
      ...taggedAsStarted(OTHER_STACK),
      [
        arn('ec2', 'subnet/subnet-01'),
        { 'ec2:CreateAction': 'RunInstances', [`aws:RequestTag/${TAG}`]: STACK },
      ],
    ],
  },
  ...['Terminate', 'Start', 'Stop', 'Reboot'].map((verb) => ({
    action: `ec2:${verb}Instances`,
    by: DRIVER,
    ...machines,
  })),
  { action: 'ec2:ImportKeyPair', by: DRIVER, ...keyPairs },
  { action: 'ec2:DeleteKeyPair', by: DRIVER, ...keyPairs },
];

const untagged = (context: Context = {}) =>
  instance({
    'ec2:InstanceMarketType': 'spot',
    'ec2:InstanceType': 'm7i.large',
    [`aws:RequestTag/${TAG}`]: STACK,
    'aws:TagKeys': TAGS,
    ...context,
  });

/** What it calls for spot instances beside that, and on every instance that could be taken for one. */
export const SPOT_MACHINE: readonly Call[] = [
  {
    action: 'ec2:CreateTags',
    by: `${DRIVER}, once a spot instance runs`,
    own: [untagged()],
    others: [
      { 'ec2:InstanceMarketType': 'on-demand' },
      { 'ec2:InstanceType': 'm7i.metal-24xl' },
      { 'ec2:InstanceProfile': 'arn:aws:iam::111122223333:instance-profile/admin' },
      { 'aws:ResourceTag/aws:autoscaling:groupName': 'web' },
      { [`aws:ResourceTag/${TAG}`]: OTHER_STACK },
      { [`aws:RequestTag/${TAG}`]: OTHER_STACK },
    ].map(untagged),
  },
];
