import { arn } from '../policies/sample.ts';
import { deployedResources } from './deploy-role.ts';

export const iam = (resource: string) => `arn:aws:iam::111122223333:${resource}`;

/** By resource type: the ARN of a resource that CloudFormation has named `<stack>-<logical id>-<random>`. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::IAM::Role': (name) => iam(`role/gitlab-runner-stack/${name}`),
  'AWS::IAM::InstanceProfile': (name) => iam(`instance-profile/gitlab-runner-stack/${name}`),
  'AWS::Lambda::Function': (name) => arn('lambda', `function:${name}`),
  'AWS::Events::Rule': (name) => arn('events', `rule/${name}`),
  'AWS::Logs::LogGroup': (name) => arn('logs', `log-group:${name}`),
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name.toLowerCase()}`,
  'AWS::CloudWatch::Alarm': (name) => arn('cloudwatch', `alarm:${name}`),
  'AWS::SNS::Topic': (name) => arn('sns', name),
  'AWS::AutoScaling::AutoScalingGroup': (name) =>
    arn('autoscaling', `autoScalingGroup:0b-1c:autoScalingGroupName/${name}`),
};

/** Every resource of that type in a stack that is called `ci-tools`. */
export function named(type: string): string[] {
  const own = deployedResources().filter(([, resource]) => resource.Type === type);
  return own.map(([logicalId]) => ARNS[type]?.(`ci-tools-${logicalId}-1ABC2DEF3GHI`) ?? logicalId);
}
