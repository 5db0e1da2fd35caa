import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packages } from './packages.ts';

/**
 * `peer.ts FILE`: writes the template that @pepperize/cdk-autoscaling-gitlab-runner makes of its README's example,
 * with its own defaults for everything but the token.
 */
const { App, Stack } = packages('aws-cdk-lib');
const { StringParameter } = packages('aws-cdk-lib/aws-ssm');
const { GitlabRunnerAutoscaling } = packages('@pepperize/cdk-autoscaling-gitlab-runner');

const [, , file = ''] = process.argv;
const env = { account: '123456789012', region: 'eu-central-1' };
const app = new App({ analyticsReporting: false, outdir: join(dirname(file), 'cdk.out') });
const stack = new Stack(app, 'Peer', { env });
const token = StringParameter.fromStringParameterAttributes(stack, 'Token', {
  parameterName: '/gitlab-runner/token',
});
new GitlabRunnerAutoscaling(stack, 'GitlabRunner', { runners: [{ token, configuration: {} }] });

// What the CDK would look up in an account, and the finding would be the audit's and not the peer's.
const text = JSON.stringify(app.synth().getStackByName('Peer').template, null, 2)
  .replaceAll('ami-1234"', 'ami-0123456789abcdef0"')
  .replaceAll('"dummy1a"', '{ "Fn::Select": [0, { "Fn::GetAZs": "" }] }');
writeFileSync(file, text);
