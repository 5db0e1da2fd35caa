/** When the table was put together; what it says of AWS was not measured by this project. */
export const DURATIONS_OF = '2026-11-29';

/** Seconds: the least and the most that were seen or are to be expected, and what is usual. */
export interface Seconds {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}
interface Duration {
  readonly create: Seconds;
  readonly delete: Seconds;
  /** Only of what a new release changes. */
  readonly update?: Seconds;
  /** Issues are of GitHub, with event logs; what nobody has published is an estimate. */
  readonly source: string;
}

const seconds = (low: number, typical: number, high: number): Seconds => ({ low, typical, high });
const AT_ONCE = seconds(0, 1, 3);
const ESTIMATE = 'estimate';

/** How long CloudFormation is busy with a resource, by its type. */
export const DURATIONS: Readonly<Record<string, Duration>> = {
  'AWS::IAM::Role': {
    create: seconds(10, 15, 20),
    delete: seconds(1, 2, 5),
    source:
      'pgarbe/tatsu-hubot#1: 12 s; aws/aws-cdk#7964: 16 s; deleted: amazon-archives/ecs-mxnet-example#3: 1 s',
  },
  'AWS::IAM::InstanceProfile': {
    create: seconds(120, 125, 150),
    delete: seconds(1, 2, 5),
    source:
      'aws/eks-hybrid#610: CloudFormation waits "2 (or 2.5) mins", always; pgarbe/tatsu-hubot#1: 2:01 min; deleted: estimate',
  },
  'AWS::IAM::Policy': {
    create: seconds(8, 15, 17),
    delete: seconds(1, 2, 5),
    source: 'event logs of the AWS CDK: 8 to 16 s; deleted: estimate',
  },
  'AWS::EC2::LaunchTemplate': {
    create: seconds(1, 4, 6),
    update: seconds(1, 4, 6),
    delete: AT_ONCE,
    source: 'getsocial-rnd/neo4j-aws-causal-cluster#2: 1 s; the rest: estimate',
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    create: seconds(3, 10, 20),
    delete: seconds(3, 10, 20),
    source: 'estimate; what the instance of the manager adds stands apart',
  },
  'AWS::CloudFormation::WaitCondition': {
    create: seconds(60, 110, 200),
    delete: AT_ONCE,
    source: 'estimate: the launch of an instance (awslabs/amazon-eks-ami#66: 32 s), and its boot',
  },
  'AWS::CloudFormation::WaitConditionHandle': { create: AT_ONCE, delete: AT_ONCE, source: ESTIMATE },
  'AWS::CloudWatch::Alarm': {
    create: seconds(0, 3, 6),
    delete: AT_ONCE,
    source: 'aws-samples/aws-refarch-wordpress#21: below 1 s; the rest: estimate',
  },
  'AWS::CloudWatch::Dashboard': { create: seconds(0, 3, 6), delete: AT_ONCE, source: ESTIMATE },
  'AWS::Lambda::Function': {
    create: seconds(3, 7, 12),
    update: seconds(3, 10, 20),
    delete: seconds(2, 4, 10),
    source: `${ESTIMATE}; in a VPC 20 to 45 minutes to delete`,
  },
  'AWS::Lambda::EventInvokeConfig': { create: seconds(1, 2, 5), delete: AT_ONCE, source: ESTIMATE },
  'AWS::Lambda::Permission': { create: seconds(2, 10, 12), delete: seconds(2, 10, 12), source: ESTIMATE },
  'AWS::Events::Rule': { create: seconds(30, 60, 65), delete: seconds(2, 10, 12), source: ESTIMATE },
  'AWS::Logs::LogGroup': {
    create: seconds(1, 3, 6),
    delete: AT_ONCE,
    source:
      'aws-samples/aws-scalable-big-blue-button-example#36 and amazon-archives/ecs-mxnet-example#3: 1 s',
  },
  'AWS::EC2::SecurityGroup': { create: seconds(3, 6, 10), delete: seconds(1, 2, 5), source: ESTIMATE },
  'AWS::KMS::Key': {
    create: seconds(16, 20, 130),
    delete: seconds(1, 5, 20),
    source:
      'aws-cloudformation/aws-cloudformation-resource-providers-kms#61: two waits of 60 s became one of 15; deleted: estimate',
  },
  'AWS::S3::Bucket': {
    create: seconds(10, 20, 25),
    delete: seconds(0, 0, 0),
    source: 'dabit3/react-amplify-appsync-files-s3#4: 22 s; CloudFormation does not delete it here',
  },
  'AWS::S3::BucketPolicy': { create: seconds(1, 3, 20), delete: AT_ONCE, source: ESTIMATE },
  'AWS::SNS::Topic': { create: seconds(2, 11, 15), delete: AT_ONCE, source: ESTIMATE },
  'AWS::SNS::TopicPolicy': { create: AT_ONCE, delete: AT_ONCE, source: ESTIMATE },
  'Custom::FirstWorker': {
    create: seconds(3, 5, 15),
    delete: seconds(3, 5, 15),
    source:
      'estimate: the start of a function that calls nothing, with a role that IAM has known for minutes',
  },
  'Custom::*': {
    create: seconds(3, 9, 50),
    update: seconds(3, 9, 15),
    delete: seconds(3, 6, 15),
    source: 'estimate: the start of a function and its calls; at most while IAM does not know a new role yet',
  },
};

/** What an instance in it makes of a group: the deletion ends it, a replacement launches the next one and waits for its signal. */
export const OF_THE_MANAGER: Readonly<
  Record<'delete' | 'replace', { readonly seconds: Seconds; readonly source: string }>
> = {
  delete: {
    seconds: seconds(90, 100, 300),
    source:
      'estimate: it drains without jobs, shuts down, and Auto Scaling sees it; gruntwork-io/cloud-nuke#3: groups take "2-5 min to empty out"',
  },
  replace: {
    seconds: seconds(65, 125, 230),
    source:
      'as the group and the wait condition, then CloudFormation ends the old one and does not wait for it (awslabs/amazon-eks-ami#66)',
  },
};

interface Phase {
  readonly what: string;
  readonly seconds: Seconds;
  readonly source: string;
}
/** What passes between the last request for jobs of a manager without jobs and the first one of its successor, which has booted. */
export const HAND_OVER: readonly Phase[] = [
  { what: 'gitlab-runner ends', seconds: seconds(0, 1, 1), source: '`stop-runner` looks each second' },
  {
    what: 'the hook is let go',
    seconds: seconds(1, 2, 3),
    source: '`drain` looks each second; one start of the AWS CLI',
  },
  { what: 'Auto Scaling goes on', seconds: AT_ONCE, source: ESTIMATE },
  {
    what: 'the successor sees it',
    seconds: seconds(1, 3, 5),
    source: '`wait-for-predecessor` pauses for 2 s between two starts of the AWS CLI',
  },
  {
    what: 'it writes config.toml',
    seconds: seconds(2, 4, 5),
    source: '`fetch-configuration` has three starts of the AWS CLI, and `gitlab-runner lint`',
  },
  { what: 'gitlab-runner starts and asks', seconds: seconds(1, 2, 3), source: ESTIMATE },
];
/** Until Auto Scaling ends a manager that hangs. */
export const DETECTION: Phase = {
  what: 'Auto Scaling ends a manager that hangs',
  seconds: seconds(160, 240, 390),
  source:
    'EC2 checks each minute, and Auto Scaling gives it some minutes to recover (estimate); then the successor is launched first',
};
