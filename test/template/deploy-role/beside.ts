/** What CloudFormation itself does beside its handlers, or a handler's wildcard is for. */
export const BESIDE: Readonly<Record<string, string>> = {
  'autoscaling:TerminateInstanceInAutoScalingGroup':
    'UpdatePolicy: a rolling update ends one manager, and the group starts the next',
  'lambda:InvokeFunction': 'the custom resources',
  'ssm:GetParameters':
    'resolve:ssm: in the launch templates, {{resolve:ssm:}}, and the ssm:Get* of an Auto Scaling group’s handler',
};
/** Handlers' wildcards that are granted as the one action that they are for. */
export const NARROWED = ['ssm:Get*'];
