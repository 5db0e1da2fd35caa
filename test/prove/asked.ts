import type { Call as ApiCall } from '../support/aws-proxy.ts';
import { askedOf } from '../template/deploy-role/sam-calls.ts';
import type { Call, Target } from '../template/policies/call.ts';
import { arn } from '../template/policies/sample.ts';

/** IAM's prefix, where it is not the signature's. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };
/** REST's calls without a resource. */
const LISTS: Readonly<Record<string, string>> = {
  'lambda /2015-03-31/functions': 'lambda:ListFunctions',
  's3 /': 's3:ListAllMyBuckets',
};

/** What IAM is asked about a call of the command, or of the SAM CLI that it runs; undefined for what needs no right. */
export function askedOfProof(call: ApiCall): Call | undefined {
  const { name, service, path, body } = call;
  const by = 'npm run prove';
  const list = LISTS[`${service} ${path.replace(/(?<=.)\/$/, '')}`];
  if (list) return { action: list, by, own: ['*'] };
  if (service === 's3' && name === 'POST delete')
    return { action: 's3:DeleteObject', by, own: deleted(path, body) };
  if (service === 's3' || service === 'cloudformation' || service === 'sts') return askedOf(call);
  return { action: `${PREFIXES[service] ?? service}:${name}`, by, own: ownOf(service, name, body) };
}

const deleted = (path: string, body: string): Target[] =>
  [...body.matchAll(/<Key>([^<]+)</g)].map(([, key]) => `arn:aws:s3:::${path.replaceAll('/', '')}/${key}`);

function ownOf(service: string, name: string, body: string): Target[] {
  if (service === 'ssm' && /^(Put|Delete)Parameter$/.test(name))
    return [arn('ssm', `parameter${JSON.parse(body).Name}`)];
  if (/^(Put|Delete)WarmPool$/.test(name)) {
    const group = new URLSearchParams(body).get('AutoScalingGroupName');
    return [arn('autoscaling', `autoScalingGroup:0b-1c:autoScalingGroupName/${group}`)];
  }
  if (name === 'SendCommand') {
    const tag = {
      'aws:ResourceTag/aws:autoscaling:groupName': 'gitlab-runner-prove-0a1b2c-ManagerGroup-1ABC',
    };
    return ['arn:aws:ssm:eu-central-1::document/AWS-RunShellScript', [arn('ec2', 'instance/i-0123'), tag]];
  }
  return ['*'];
}
