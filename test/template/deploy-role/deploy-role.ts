import { dirname, join } from 'node:path';
import { expandedTemplate } from '../../../scripts/build/expanded.ts';
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
  const all = Object.entries(expandedTemplate().Resources);
  return all.filter(([, { Condition }]) => Condition !== 'CreatesTokenKey');
}
