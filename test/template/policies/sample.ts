import { evaluate } from '../../../scripts/lib/evaluate.ts';
import { readTemplate, type Template } from '../../../scripts/lib/template.ts';

// A stack as it could stand in an account, and the resources in and around it that requests are about.
export const GUID = '0a1b2c3d-1111-4222-8333-444455556666';
const OTHER_GUID = '9f8e7d6c-1111-4222-8333-444455556666';
const PLACE = 'eu-central-1:111122223333';

export const arn = (service: string, resource: string) => `arn:aws:${service}:${PLACE}:${resource}`;
export const parameter = (name: string) => arn('ssm', `parameter${name}`);
const group = (name: string) => arn('autoscaling', `autoScalingGroup:0b-1c:autoScalingGroupName/${name}`);

export const STACK = arn('cloudformation', `stack/ci/${GUID}`);
export const OTHER_STACK = arn('cloudformation', `stack/other/${OTHER_GUID}`);
export const PATH = `/gitlab-runner/${GUID}`;
export const OTHER_PATH = `/gitlab-runner/${OTHER_GUID}`;
export const KEY = arn('kms', 'key/1234abcd');
export const INSTANCE = arn('ec2', 'instance/i-0123456789abcdef0');
export const WORKERS = group('ci-WorkerGroup-1ABC');
export const MANAGERS = group('ci-ManagerGroup-1ABC');
export const OTHER_GROUP = group('other-WorkerGroup-1ABC');
export const BUCKET = 'arn:aws:s3:::ci-cachebucket-1abc';
export const REPOSITORIES =
  'arn:aws:ecr:eu-central-1:111122223333:repository/*,arn:aws:ecr:us-east-1:999988887777:repository/*';

const ATTRIBUTES: Readonly<Record<string, string>> = {
  'Registration.ParameterName': `${PATH}/Registration/5f2c`,
  StackBoundary: 'arn:aws:iam::111122223333:policy/Deployment/ci-deploy-StackBoundary-1ABC',
  'TokenKey.Arn': KEY,
  CacheBucket: 'ci-cachebucket-1abc',
  'CacheBucket.Arn': BUCKET,
  WorkerGroup: 'ci-WorkerGroup-1ABC',
  'WorkerSecurityGroup.GroupId': 'sg-0123',
  'Preflight.SubnetIds': 'subnet-01,subnet-02',
  'Preflight.TagKey1': 'CostCenter',
  'Preflight.EcrRepositories': REPOSITORIES,
};
const PSEUDO = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': STACK,
  'AWS::StackName': 'ci',
};

const OURS = readTemplate();

export const logGroup = (name: string) => arn('logs', `log-group:ci-${name}-1ABC`);

function attribute(logicalId: string, name: string | undefined): string {
  if (logicalId.endsWith('LogGroup') && name === 'Arn') return `${logGroup(logicalId)}:*`;
  const key = name ? `${logicalId}.${name}` : logicalId;
  const value = ATTRIBUTES[key];
  if (value === undefined) throw new Error(`The sample stack has no ${key}.`);
  return value;
}

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}
export interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

interface Policy {
  readonly PolicyDocument: PolicyDocument;
}

const deployed = (template: Template, parameters: Readonly<Record<string, string>>) =>
  evaluate(template, { parameters, pseudo: PSEUDO, attribute });

/** A policy that is a resource of its own, after a deployment with these parameters. */
export const documentOf = (
  policy: string,
  parameters: Readonly<Record<string, string>>,
  template: Template,
): PolicyDocument =>
  deployed(template, parameters).of(template.Resources[policy]?.Properties.PolicyDocument) as PolicyDocument;

/** The policies that a role has in itself, after a deployment with these parameters. */
export const inlinePoliciesOf = (
  role: string,
  parameters: Readonly<Record<string, string>>,
  template = OURS,
): PolicyDocument[] =>
  (deployed(template, parameters).of(template.Resources[role]?.Properties.Policies) as Policy[]).map(
    ({ PolicyDocument }) => PolicyDocument,
  );

/** A role's policies as they stand in the account after a deployment with these parameters. */
export function policiesOf(
  role: string,
  parameters: Readonly<Record<string, string>>,
  template = OURS,
): PolicyDocument[] {
  const stack = deployed(template, parameters);
  const attached = Object.values(template.Resources)
    .filter(({ Type }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type))
    .filter(({ Condition }) => !Condition || stack.holds(Condition))
    .filter(({ Properties }) => (Properties.Roles as Array<{ Ref: string }>)?.some(({ Ref }) => Ref === role))
    .map(({ Properties: { PolicyDocument } }) => stack.of({ PolicyDocument }) as Policy);
  const others = attached.map(({ PolicyDocument }) => PolicyDocument);
  return [...inlinePoliciesOf(role, parameters, template), ...others];
}

export const granted = (policies: readonly PolicyDocument[]): string[] =>
  [...new Set(policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)))].sort();
