import { packages } from './packages.ts';

/** `nag.ts NAME=FILE…`: prints what cdk-nag's packs find in templates, as JSON. */
const { App, Stack } = packages('aws-cdk-lib');
const { CfnInclude } = packages('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, ServerlessChecks } = packages('cdk-nag');

// How cdk-nag reports a rule that stumbled over what it does not know: that is no answer.
const BROKEN = 'Rule threw an error';

interface Report {
  readonly violations: ReadonlyArray<{
    readonly ruleName: string;
    readonly description: string;
    readonly violatingResources: ReadonlyArray<{ readonly constructPath: string }>;
  }>;
}

const findings = process.argv.slice(2).flatMap((argument) => {
  const [target = '', templateFile] = argument.split('=');
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new CfnInclude(stack, 'Template', { templateFile });
  return Object.entries({
    AwsSolutions: new AwsSolutionsChecks(app),
    Serverless: new ServerlessChecks(app),
  }).flatMap(([name, pack]) => {
    const { violations }: Report = pack.validateScope(stack);
    return violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({
        tool: `cdk-nag ${name}`,
        rule: ruleName.replace(`${name}-`, '') + (description.startsWith(BROKEN) ? ' (broke off)' : ''),
        resource: constructPath.split('/').at(-1),
        target,
        message: description,
      })),
    );
  });
});
process.stdout.write(JSON.stringify(findings));
