import { type Call, describes, on, type Target } from './call.ts';
import { ROLL_BACK } from './own-stack-calls.ts';
import { arn, INSTANCE, MANAGERS, OTHER_GROUP, OTHER_STACK, STACK, WORKERS } from './sample.ts';

const CODE = 'functions/fleet';

const ofStack = (stack: string): Target => [INSTANCE, { 'aws:ResourceTag/gitlab-runner-stack': stack }];
const untagged = (context: Readonly<Record<string, string>> = {}): Target => [
  INSTANCE,
  { 'ec2:InstanceMarketType': 'spot', ...context },
];
const tagged = (group: string, stack: string): Target => [
  group,
  { 'aws:ResourceTag/gitlab-runner-workers': stack },
];
// The manager's own group is the stack's, too.
const MANAGED: Target = [MANAGERS, { 'aws:ResourceTag/gitlab-runner-stack': STACK }];
const keyPairOf = (digits: string) =>
  arn('ec2', `key-pair/runner-abcdefghi-gitlab-runner-${digits}-1789000000-1a2b3c4d-xyzab`);

export const REAPER: readonly Call[] = [
  ...describes(CODE, 'autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeInstances'),
  ...on(
    CODE,
    {
      own: [ofStack(STACK), untagged()],
      others: [
        ofStack(OTHER_STACK),
        untagged({ 'ec2:InstanceMarketType': 'on-demand' }),
        untagged({ 'ec2:InstanceProfile': 'arn:aws:iam::111122223333:instance-profile/admin' }),
        untagged({ 'aws:ResourceTag/aws:autoscaling:groupName': 'web' }),
      ],
    },
    'ec2:TerminateInstances',
  ),
];

export const FLEET: readonly Call[] = [
  ...REAPER,
  ...ROLL_BACK,
  ...on(
    CODE,
    { own: [tagged(WORKERS, STACK)], others: [MANAGED, OTHER_GROUP, tagged(OTHER_GROUP, OTHER_STACK)] },
    'autoscaling:SuspendProcesses',
    'autoscaling:UpdateAutoScalingGroup',
    'autoscaling:SetInstanceProtection',
  ),
  ...describes(CODE, 'ec2:DescribeSpotInstanceRequests', 'ec2:DescribeKeyPairs'),
  // Requests have no tags, and IAM knows nothing else of them: which are the stack's, the code decides.
  ...on(
    CODE,
    {
      own: [arn('ec2', 'spot-instances-request/sir-0123')],
      others: [arn('ec2', 'spot-fleet-request/sfr-0123')],
    },
    'ec2:CancelSpotInstanceRequests',
  ),
  ...on(CODE, { own: [keyPairOf('0a1b2c3d')], others: [keyPairOf('9f8e7d6c')] }, 'ec2:DeleteKeyPair'),
];
