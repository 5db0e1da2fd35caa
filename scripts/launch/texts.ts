import type { Launch } from './link.ts';
import { samParameter, shellWord } from './quoting.ts';

const joined = (lines: readonly string[]) => lines.join(' \\\n');
const overrides = (words: readonly string[]) =>
  words.length > 0 ? ['  --parameter-overrides', ...words.map((word) => `    ${shellWord(word)}`)] : [];

/** For a clone of the project. Without a source for the credential, SAM asks for the NoEcho parameter and hides it. */
export function samText({ region, stackName, parameters }: Launch): string {
  const said = Object.entries(parameters).map(([name, value]) => ({ name, word: samParameter(name, value) }));
  const words = said.flatMap(({ word }) => word ?? []);
  const unsaid = said.filter(({ word }) => word === undefined);
  return [
    ...unsaid.map(
      ({ name }) => `# ${name} has quotes that sam's command line cannot say: put it into samconfig.toml.`,
    ),
    'sam build',
    joined([
      parameters.GitLabTokenSource ? 'sam deploy' : 'sam deploy --guided',
      `  --region ${shellWord(region)}`,
      `  --stack-name ${shellWord(stackName)}`,
      // Of a folder that is said to --guided SAM takes no notice.
      ...(parameters.GitLabTokenSource
        ? [`  --s3-prefix ${shellWord(`gitlab-runner-stack/${stackName}`)}`]
        : []),
      ...overrides(words),
    ]),
    '',
  ].join('\n');
}

/** For anywhere with the AWS CLI: `deploy` takes only a file, and sends one of this size through a bucket. */
export function awsText({ region, stackName, templateUrl, parameters }: Launch): string {
  return [
    `curl -fsSo gitlab-runner.yaml ${shellWord(templateUrl)}`,
    joined([
      'aws cloudformation deploy',
      `  --region ${shellWord(region)}`,
      `  --stack-name ${shellWord(stackName)}`,
      '  --template-file gitlab-runner.yaml',
      `  --s3-bucket "\${BUCKET:?is a bucket of yours in ${region}}"`,
      '  --capabilities CAPABILITY_IAM',
      ...overrides(Object.entries(parameters).map(([name, value]) => `${name}=${value}`)),
    ]),
    '',
  ].join('\n');
}

/** For a parent template; every string of JSON is one of YAML. */
export function nestedText({ templateUrl, parameters }: Launch): string {
  const filled = Object.entries(parameters).map(
    ([name, value]) => `        ${name}: ${JSON.stringify(value)}`,
  );
  return [
    'Resources:',
    '  GitLabRunner:',
    '    Type: AWS::CloudFormation::Stack',
    '    Properties:',
    `      TemplateURL: ${JSON.stringify(templateUrl)}`,
    ...(filled.length > 0 ? ['      Parameters:', ...filled] : []),
    '',
  ].join('\n');
}
