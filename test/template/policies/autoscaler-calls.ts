import { type Call, describes, type Target } from './call.ts';
import { INSTANCE, MANAGERS, OTHER_GROUP, OTHER_STACK, STACK, WORKERS } from './sample.ts';

const PLUGIN = "fleeting's AWS plugin: the policy that its README recommends, without Windows' passwords";

const inGroup = (name: string): Target => [INSTANCE, { 'ec2:ResourceTag/aws:autoscaling:groupName': name }];
const tagged = (group: string, tag: string, stack: string): Target => [
  group,
  { [`aws:ResourceTag/${tag}`]: stack },
];
const workers = {
  own: [tagged(WORKERS, 'gitlab-runner-workers', STACK)],
  others: [
    tagged(MANAGERS, 'gitlab-runner-stack', STACK),
    tagged(OTHER_GROUP, 'gitlab-runner-workers', OTHER_STACK),
    OTHER_GROUP,
  ],
};

/** What docker-autoscaler's plugin calls beside what every manager does. */
export const AUTOSCALER: readonly Call[] = [
  ...describes('try-first-worker in the template', 'autoscaling:DescribeScalingActivities'),
  ...describes(PLUGIN, 'autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeInstances'),
  ...describes('publish-health in the template', 'autoscaling:DescribeScalingActivities'),
  { action: 'autoscaling:SetDesiredCapacity', by: PLUGIN, ...workers },
  { action: 'autoscaling:TerminateInstanceInAutoScalingGroup', by: PLUGIN, ...workers },
  {
    action: 'ec2-instance-connect:SendSSHPublicKey',
    by: PLUGIN,
    own: [inGroup('ci-WorkerGroup-1ABC')],
    others: [INSTANCE, inGroup('ci-ManagerGroup-1ABC'), inGroup('other-WorkerGroup-1ABC')],
  },
];
