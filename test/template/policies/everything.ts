/** Why an action is granted on `*`, or on every resource of a kind without a condition. */
export const REASONS: Readonly<Record<string, string>> = {
  'kms:Decrypt on *':
    'The encryption context names the parameter or the secret. A key cannot be named: a role is updated before a new key has encrypted anything anew.',
  'kms:Encrypt on *': 'As kms:Decrypt.',
  'ec2:CreateNetworkInterface on *':
    'Lambda refuses a function whose role has less: https://github.com/hashicorp/terraform-provider-aws/issues/20698',
  'ec2:DeleteNetworkInterface on *': 'As ec2:CreateNetworkInterface.',
  'ec2:AssignPrivateIpAddresses on *': 'As ec2:CreateNetworkInterface.',
  'ec2:UnassignPrivateIpAddresses on *': 'As ec2:CreateNetworkInterface.',
  'kms:GetKeyPolicy on key/*':
    "The account's default key for volumes may be any, and its policy is only read.",
  'kms:ListGrants on key/*': 'As kms:GetKeyPolicy.',
  'ec2:CancelSpotInstanceRequests on spot-instances-request/*':
    'docker-machine gives its requests no tags, and IAM knows nothing else of them. Which are the stack’s, the code decides.',
  'ec2:RunInstances on volume/*': 'It is made by the call.',
  'ec2:RunInstances on image/*':
    'Only with a WorkerImageId that is a parameter: what it names changes without an update of the stack.',
  'cloudwatch:PutMetricData on *': 'A metric has no ARN; the namespace is bound.',
  'ecr:BatchCheckLayerAvailability on repository/*':
    'Of the registries that EcrRegistries names; which of their images a job wants, it says itself.',
  'ecr:BatchGetImage on repository/*': 'As ecr:BatchCheckLayerAvailability.',
  'ecr:GetDownloadUrlForLayer on repository/*': 'As ecr:BatchCheckLayerAvailability.',
  'ssm:UpdateInstanceInformation on instance/*':
    'The manager’s id is not known before it starts; it says of itself only that it can be reached.',
};
