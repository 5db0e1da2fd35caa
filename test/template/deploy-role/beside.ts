/** What CloudFormation itself does beside its handlers, or a handler's wildcard is for. */
export const BESIDE: Readonly<Record<string, string>> = {
  'autoscaling:SetDesiredCapacity': 'UpdatePolicy: a rolling update starts the next manager',
  'autoscaling:TerminateInstanceInAutoScalingGroup': 'UpdatePolicy: a rolling update ends the manager before',
  'lambda:InvokeFunction': 'the custom resources',
  'ssm:GetParameters':
    'resolve:ssm: in the launch templates, and the ssm:Get* of an Auto Scaling group’s handler',
};
/** What the handlers would use, and the role is not to have. */
export const WITHHELD: Readonly<Record<string, string>> = {
  'iam:UpdateAssumeRolePolicy': 'no release changes who may take a role, and no boundary is asked for it',
  'iam:DeleteRolePermissionsBoundary': 'no role of a stack is without the boundary',
};
/** Handlers' wildcards that are granted as the one action that they are for. */
export const NARROWED = ['ssm:Get*'];
