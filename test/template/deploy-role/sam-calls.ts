import type { Call as ApiCall } from '../../support/aws-proxy.ts';
import type { Call } from '../policies/call.ts';
import { arn } from '../policies/sample.ts';

/** Of S3's calls, with the flags of the query, what IAM calls them: https://docs.aws.amazon.com/AmazonS3/latest/API/ */
const IN_S3: Readonly<Record<string, string>> = {
  HEAD: 's3:GetObject',
  GET: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** What IAM is asked about a call that the SAM CLI made; undefined for sts:GetCallerIdentity, which needs no right. */
export function askedOf({ name, path, query, body }: ApiCall): Call | undefined {
  if (name === 'GetCallerIdentity') return undefined;
  const by = 'the SAM CLI';
  if (/^[A-Z][a-z]/.test(name)) return { action: `cloudformation:${name}`, by, own: [stackOf(body)] };
  const resource = `arn:aws:s3:::${decodeURIComponent(path).slice(1)}`;
  if ('list-type' in query)
    return { action: 's3:ListBucket', by, own: [[resource, { 's3:prefix': query.prefix ?? '' }]] };
  const action = IN_S3[name];
  if (!action) throw new Error(`${name} ${path}: an S3 call that the table does not know`);
  return { action, by, own: [resource] };
}

/** By its name, its ARN, or as that of a change set; the account's own ARN for what is about none yet. */
function stackOf(body: string): string {
  const sent = new URLSearchParams(body);
  const named = sent.get('StackName') ?? sent.get('ChangeSetName') ?? '';
  const name = /stack\/([^/]+)/.exec(named)?.[1] ?? named;
  return name ? arn('cloudformation', `stack/${name}/0a1b2c3d`) : '*';
}
