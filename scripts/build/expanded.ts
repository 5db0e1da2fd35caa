import { readFileSync } from 'node:fs';
import { readTemplate, TEMPLATE_FILE, type Template } from '../lib/template.ts';
import { translate } from './translate.ts';

/** The stack's template as CloudFormation gets it: SAM's resources have become several. The functions' code is left out. */
export function expandedTemplate(): Template {
  const functions = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .map(([name]) => [name, { InlineCode: '//' }]);
  const { expanded } = translate(readFileSync(TEMPLATE_FILE, 'utf8'), Object.fromEntries(functions));
  return expanded as unknown as Template;
}
