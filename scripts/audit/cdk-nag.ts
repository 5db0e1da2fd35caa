import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';

/** `cdk-nag.ts FILE…`: cdk-nag's packs on templates; with the status 1 when they find anything. */
const packages = createRequire(resolve('.tools/audit/package.json'));
const { App, Stack, Validations } = packages('aws-cdk-lib');
const { CfnInclude } = packages('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, ServerlessChecks } = packages('cdk-nag');

interface Metadata {
  readonly cdk_nag?: { readonly rules_to_suppress: ReadonlyArray<{ id: string; reason: string }> };
}
interface Report {
  readonly violations: ReadonlyArray<{
    readonly ruleName: string;
    readonly description: string;
    readonly violatingResources: ReadonlyArray<{ readonly constructPath: string }>;
  }>;
}

const app = new App({ analyticsReporting: false });
for (const templateFile of process.argv.slice(2)) {
  const stack = new Stack(app, basename(templateFile, '.json'));
  // Its rule of open ports breaks off at a parameter.
  const included = new CfnInclude(stack, 'Template', {
    templateFile,
    parameters: { SshCidr: '203.0.113.0/24' },
  });
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8'));
  // Since version 3 cdk-nag writes these into templates, and reads them no more.
  for (const [name, { Metadata }] of Object.entries<{ Metadata?: Metadata }>(Resources))
    for (const rule of Metadata?.cdk_nag?.rules_to_suppress ?? [])
      Validations.of(included.getResource(name)).acknowledge(rule);
}
for (const pack of [new AwsSolutionsChecks(app), new ServerlessChecks(app)])
  for (const { ruleName, description, violatingResources } of (pack.validateScope(app) as Report)
    .violations) {
    const resources = violatingResources.map(({ constructPath }) => constructPath.split('/').at(-1));
    console.error(`${ruleName} ${[...new Set(resources)].join(', ')}: ${description}`);
    process.exitCode = 1;
  }
