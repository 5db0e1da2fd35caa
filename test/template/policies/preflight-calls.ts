import { type Call, describes, on } from './call.ts';
import { arn, KEY, parameter } from './sample.ts';

const CODE = 'functions/preflight';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

export const PREFLIGHT: readonly Call[] = [
  ...describes(
    CODE,
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeRouteTables',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeImages',
    'ec2:GetEbsDefaultKmsKeyId',
  ),
  ...on(
    CODE,
    { own: [arn('servicequotas', 'ec2/L-34B43A08')], others: [arn('servicequotas', 's3/L-DC2B2D3D')] },
    'servicequotas:GetServiceQuota',
  ),
  ...on(
    CODE,
    {
      // Of a role that does not exist IAM knows no path.
      own: [
        'AWSServiceRoleForEC2Spot',
        'AWSServiceRoleForAutoScaling',
        'aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot',
        'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      ].map(role),
      others: [role('admin')],
    },
    'iam:GetRole',
  ),
  ...on(
    CODE,
    { own: [KEY], others: ['arn:aws:kms:eu-central-1:999988887777:key/1'] },
    'kms:GetKeyPolicy',
    'kms:ListGrants',
  ),
];

/** With a bucket of the user's own and the certificate of a private CA. */
export const GIVEN: readonly Call[] = [
  ...on(
    CODE,
    {
      own: ['arn:aws:s3:::team-cache'],
      others: [
        'arn:aws:s3:::other-bucket',
        ['arn:aws:s3:::team-cache', { 'aws:ResourceAccount': '999988887777' }],
      ],
    },
    's3:ListBucket',
  ),
  ...on(
    CODE,
    {
      own: [parameter('/team/ca'), parameter('/team/worker-image')],
      others: [parameter('/team/gitlab-token')],
    },
    'ssm:GetParameter',
  ),
];
