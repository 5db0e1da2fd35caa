import type { Exception } from './judge.ts';

/**
 * Every finding that stays, and why. `npm run audit` fails at a finding that is not here, and at an entry that nothing
 * matches any more.
 */
const FUNCTIONS = [
  'CacheFunction',
  'ConfigurationFunction',
  'FleetFunction',
  'PreflightFunction',
  'RegistrationFunction',
];
const EVENTS = FUNCTIONS.map((name) => `${name}EventInvokeConfig`);
const LOG_GROUPS = [
  ...['CacheLogGroup', 'ConfigurationLogGroup', 'FleetLogGroup', 'ManagerLogGroup', 'PreflightLogGroup'],
  ...['ReaperLogGroup', 'RegistrationLogGroup'],
];
const iam5 = (resource: string) => `cdk-nag AwsSolutions IAM5[Resource::${resource}]`;
const here = (service: string, resource: string) =>
  iam5(`arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`);
const parameters = (path: string) =>
  here('ssm', `parameter/gitlab-runner/01234567-89ab-cdef-0123-456789abcdef/${path}`);

export const EXCEPTIONS: readonly Exception[] = [
  // ---- Functions -------------------------------------------------------------------------------------------------
  {
    reason:
      'CloudFormation learns of a failure by the answer, or by its ServiceTimeout. A queue would keep the events, and those of the registration hold the GitLab credential.',
    rules: ['cdk-nag Serverless LambdaDLQ', 'checkov CKV_AWS_116'],
    resources: FUNCTIONS,
  },
  {
    reason:
      'A destination for failed events would be handed the events, and those of the registration hold the GitLab credential.',
    rules: ['cdk-nag Serverless LambdaAsyncFailureDestination'],
    resources: EVENTS,
  },
  {
    reason: 'Its event is the clock, which comes again 15 minutes later.',
    rules: ['cdk-nag Serverless LambdaDLQ', 'checkov CKV_AWS_116'],
    resources: ['ReaperFunction'],
  },
  {
    reason: 'A run that failed is made up for by the next, 15 minutes later.',
    rules: ['cdk-nag Serverless LambdaAsyncFailureDestination'],
    resources: ['ReaperFunctionEventInvokeConfig'],
  },
  {
    reason: 'A run of the clock that was missed is made up for by the next, 15 minutes later.',
    rules: ['cdk-nag Serverless EventBusDLQ'],
    resources: ['ReaperFunctionSchedule'],
  },
  {
    reason:
      'A reservation is taken away from the other functions of the account, and a new account, whose limit is ten, refuses every one: the stack could not be created there.',
    rules: ['checkov CKV_AWS_115'],
    resources: [...FUNCTIONS, 'ReaperFunction'],
  },
  {
    reason:
      'The variables are the id of the stack and names of its resources. No secret is ever in one, which a test looks for.',
    rules: ['checkov CKV_AWS_173'],
    resources: [...FUNCTIONS, 'ReaperFunction'],
  },
  {
    reason:
      'A function is called a few times in the life of a stack, and each call writes a log. X-Ray would want rights on everything for that.',
    rules: ['cdk-nag Serverless LambdaTracing'],
    resources: [...FUNCTIONS, 'ReaperFunction'],
  },
  {
    reason:
      'It calls AWS alone: in a VPC it would need a NAT or endpoints, and it listens nowhere that a VPC could shut off.',
    rules: ['cfn-guard CT.LAMBDA.PR.3', 'checkov CKV_AWS_117'],
    resources: ['CacheFunction', 'ConfigurationFunction', 'FleetFunction', 'ReaperFunction'],
  },
  {
    reason:
      'FunctionSubnetIds puts it into a VPC, for a GitLab with private addresses; for any other it would need a NAT there.',
    rules: ['cfn-guard CT.LAMBDA.PR.3', 'checkov CKV_AWS_117'],
    resources: ['PreflightFunction', 'RegistrationFunction'],
  },

  // ---- Logs ------------------------------------------------------------------------------------------------------
  {
    reason:
      'No secret is logged, which tests look for, and CloudWatch Logs encrypts with a key of its own. The policy of the token key would have to be opened to it.',
    rules: ['cfn-guard CT.CLOUDWATCH.PR.3', 'checkov CKV_AWS_158'],
    resources: LOG_GROUPS,
  },
  {
    reason:
      'LogRetentionDays says how long; from 365 on this is no finding. The default of 30 is for finding out why a stack failed, not for an archive.',
    rules: ['cfn-guard CT.CLOUDWATCH.PR.2'],
    resources: LOG_GROUPS,
  },

  // ---- Cache -----------------------------------------------------------------------------------------------------
  {
    reason:
      'It holds what jobs can make again, by addresses that the manager signs. A bucket for logs would have to outlive the stack that is to leave nothing behind.',
    rules: ['cdk-nag AwsSolutions S1', 'cfn-guard CT.S3.PR.2', 'checkov CKV_AWS_18'],
    resources: ['CacheBucket'],
  },
  {
    reason:
      'A cache wants its latest content alone: old versions would be paid for after they have expired, and stay when it is emptied.',
    rules: ['cfn-guard CT.S3.PR.11', 'checkov CKV_AWS_21'],
    resources: ['CacheBucket'],
  },
  {
    reason:
      'Objects that cannot be deleted are the contrary of a cache, and of a delete that leaves nothing behind.',
    rules: ['cfn-guard CT.S3.PR.9'],
    resources: ['CacheBucket'],
  },
  {
    reason: 'Nobody waits for news of a cache.',
    rules: ['cfn-guard CT.S3.PR.4'],
    resources: ['CacheBucket'],
  },
  {
    reason:
      'It is encrypted with the keys of S3. With one of KMS the manager would need a right on it, and each access of a job would be paid for.',
    rules: ['cfn-guard CT.S3.PR.10'],
    resources: ['CacheBucket'],
  },

  // ---- Instances -------------------------------------------------------------------------------------------------
  {
    reason:
      'The rule knows no group with a MixedInstancesPolicy and breaks off. The disk in WorkerLaunchTemplate is encrypted.',
    rules: ['cdk-nag AwsSolutions EC26 (broke off)'],
    resources: ['WorkerGroup'],
  },
  {
    reason:
      'Workers come and go with the jobs: a message for each would be noise. The log of the manager says it, and GitLab shows when the manager is gone.',
    rules: ['cdk-nag AwsSolutions AS3'],
    resources: ['ManagerGroup', 'WorkerGroup'],
  },
  {
    reason: 'The rule reads AvailabilityZones alone. Here the subnets decide, by default one in each zone.',
    rules: ['cfn-guard CT.AUTOSCALING.PR.1'],
    resources: ['ManagerGroup', 'WorkerGroup'],
  },
  {
    reason: 'It is one small instance, of ManagerInstanceType.',
    rules: ['cfn-guard CT.AUTOSCALING.PR.6'],
    resources: ['ManagerGroup'],
  },
  {
    reason:
      'WorkerInstanceTypes takes up to four; from two on this is no finding. The default names one, so that all jobs run on the same.',
    rules: ['cfn-guard CT.AUTOSCALING.PR.6'],
    resources: ['WorkerGroup'],
  },
  {
    reason:
      'Nothing here acts on metrics: GitLab’s queue decides how many workers there are. Metrics of each minute would be paid for each instance.',
    rules: ['cfn-guard CT.EC2.PR.10'],
    resources: ['ManagerLaunchTemplate', 'WorkerLaunchTemplate'],
  },
  {
    reason:
      'Only with AssignPublicIp true, by which someone asks for it: it is the way out of a subnet without a NAT. The security groups let nothing in.',
    rules: ['cfn-guard CT.EC2.PR.9', 'checkov CKV_AWS_88'],
    resources: ['ManagerLaunchTemplate', 'WorkerLaunchTemplate'],
  },
  {
    reason:
      'An empty VpcId or SshCidr would not do here, and cannot come here: a Rule demands the one, and a Condition the other.',
    rules: ['cfn-lint W1030'],
    resources: ['FunctionSecurityGroup', 'ManagerSecurityGroup'],
  },

  // ---- Rights ----------------------------------------------------------------------------------------------------
  {
    reason: 'What only describes has nothing finer than everything.',
    rules: [iam5('*'), 'cdk-nag Serverless LambdaStarPermissions'],
    resources: ['PreflightRole'],
  },
  {
    reason:
      'Any key, but under the condition that it is for the parameters of this stack: a role is updated before a new key has encrypted anything anew.',
    rules: [iam5('*'), 'cdk-nag Serverless LambdaStarPermissions'],
    resources: ['RegistrationRole'],
  },
  {
    reason: 'What only describes has nothing finer than everything.',
    rules: [iam5('*'), 'cdk-nag Serverless LambdaStarPermissions'],
    resources: ['FleetRole', 'ReaperRole'],
  },
  {
    reason:
      'What only describes, and the four actions of Session Manager, have nothing finer than everything; any key, but under the condition that it is for the token of this stack.',
    rules: [iam5('*')],
    resources: ['ManagerRole'],
  },
  {
    reason:
      'Network interfaces of a function in a VPC, which Lambda asks for in this form; only with FunctionSubnetIds.',
    rules: [iam5('*'), 'checkov CKV_AWS_111'],
    resources: ['FunctionNetworkPolicy'],
  },
  {
    reason: 'It reads quotas, of EC2 alone; which one depends on the families of the instance types.',
    rules: [here('servicequotas', 'ec2/*')],
    resources: ['PreflightRole'],
  },
  {
    reason:
      'It looks whether Auto Scaling may use the key of the account’s volumes, which may be any; it reads its policy and grants alone.',
    rules: [here('kms', 'key/*')],
    resources: ['PreflightRole'],
  },
  {
    reason: 'All registrations of this stack, and no other’s: the name of one holds a fingerprint.',
    rules: [parameters('Registration*')],
    resources: ['RegistrationRole'],
  },
  {
    reason: 'The parameters of this stack: the registration’s name holds a fingerprint, and both are read.',
    rules: [parameters('*'), parameters('Registration/*')],
    resources: ['ManagerRole'],
  },
  {
    reason: 'All objects of the one bucket.',
    rules: [iam5('<CacheBucket.Arn>/*')],
    resources: ['CacheRole'],
  },
  {
    reason: 'All objects of the one bucket, whose addresses the manager signs for the jobs.',
    rules: [
      iam5('arn:<AWS::Partition>:s3:::<CacheBucket>/*'),
      iam5('arn:<AWS::Partition>:s3:::a-bucket-of-theirs/*'),
    ],
    resources: ['ManagerRole'],
  },
  {
    reason:
      'Groups with the tag of this stack: the ARN of a group holds a random part, and naming the group would make a cycle.',
    rules: [here('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*')],
    resources: ['FleetRole', 'ManagerRole'],
  },
  {
    reason: 'The one group: its ARN holds a random part.',
    rules: [here('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/<WorkerGroup>')],
    resources: ['ManagerRole'],
  },
  {
    reason:
      'Instances with the tag of this stack or of its group, or spot ones that have no tag, no group and no role yet: docker-machine tags them afterwards. docs/security.md has the statements.',
    rules: [here('ec2', 'instance/*')],
    resources: ['FleetRole', 'ManagerRole', 'ReaperRole'],
  },
  {
    reason: 'Requests carry no tag. The code checks by the machine and the key pair whose they are.',
    rules: [here('ec2', 'spot-instances-request/*')],
    resources: ['FleetRole'],
  },
  {
    reason:
      'Key pairs that docker-machine made for this stack: the name holds the stack’s id and what is random.',
    rules: [here('ec2', 'key-pair/runner-*-gitlab-runner-01234567-*')],
    resources: ['FleetRole', 'ManagerRole'],
  },
  {
    reason:
      'What docker-machine’s instances are started with and what comes with them has no name before; type, subnet, security group, IMDSv2 and the missing role are bound.',
    rules: [
      here('ec2', 'network-interface/*'),
      here('ec2', 'volume/*'),
      iam5('arn:<AWS::Partition>:ec2:<AWS::Region>::image/*'),
    ],
    resources: ['ManagerRole'],
  },
  {
    reason:
      'The public parameters in which Ubuntu’s maker names its images; which one depends on release and architecture.',
    rules: [iam5('arn:<AWS::Partition>:ssm:<AWS::Region>::parameter/aws/service/canonical/*')],
    resources: ['ManagerRole'],
  },
];
