import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NPM, PYTHON } from '../environment/paths.ts';
import { type Packaged, packageFolder, packageWith } from './packaged.ts';

export const CDK = join(NPM, 'node_modules/aws-cdk-lib');

/** The handler that CDK's AwsCustomResource deploys. */
export const awsCustomResource = (): Packaged =>
  packageFolder(
    'cdk-aws-custom-resource',
    join(CDK, 'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler'),
    (file) => file === 'index.js',
  );

/** What CDK's Provider deploys in front of the user's own function. */
export const providerFramework = (): Packaged =>
  packageFolder(
    'cdk-provider-framework',
    join(CDK, 'custom-resources/lib/provider-framework/runtime'),
    (file) => file.endsWith('.js'),
  );

/** The function of cdk-github-runners that gets a registration token from GitHub. */
export const tokenRetriever = (): Packaged =>
  packageFolder(
    'cdk-github-runners',
    join(NPM, 'node_modules/@cloudsnorkel/cdk-github-runners/assets/token-retriever.lambda'),
    (file) => file.endsWith('.js'),
  );

/** A registration's work as one would write it with crhelper, which is deployed with it, and the runtime's boto3. */
export function withCrhelper(): Packaged {
  const text = readFileSync(join(import.meta.dirname, 'crhelper_registration.py'), 'utf8');
  const [library = ''] = globSync(join(PYTHON, 'lib/python3*/site-packages/crhelper'));
  return packageWith('crhelper-registration', { 'index.py': text }, library);
}
