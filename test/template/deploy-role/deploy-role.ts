import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { translate } from '../../../scripts/build/translate.ts';
import { type Resource, readTemplate, TEMPLATE_FILE } from '../../../scripts/lib/template.ts';
import { documentOf, type PolicyDocument, policiesOf } from '../policies/sample.ts';

export const DEPLOY_ROLE_FILE = join(dirname(TEMPLATE_FILE), 'deploy-role.yaml');

export const deployRole = (parameters: Readonly<Record<string, string>> = {}): PolicyDocument[] =>
  policiesOf('DeployRole', { StackNamePrefix: 'ci', ...parameters }, readTemplate(DEPLOY_ROLE_FILE));

/** A managed policy that stands beside the role. */
export const beside = (policy: string, parameters: Readonly<Record<string, string>> = {}): PolicyDocument =>
  documentOf(policy, { StackNamePrefix: 'ci', ...parameters }, readTemplate(DEPLOY_ROLE_FILE));

/** The stack's resources, with a TokenKeyArn, as CloudFormation gets them: SAM's have become several. */
export function deployedResources(): Array<readonly [logicalId: string, resource: Resource]> {
  const functions = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .map(([name]) => [name, { InlineCode: '//' }]);
  const text = readFileSync(TEMPLATE_FILE, 'utf8');
  const { expanded } = translate(text, Object.fromEntries(functions), 'eu-central-1');
  const all = Object.entries(expanded.Resources as Record<string, Resource>);
  return all.filter(([, { Condition }]) => Condition !== 'CreatesTokenKey');
}
