/** What runs a command of the documents: a file that holds the words, or nobody here, as it needs a real account. */
export type RanBy = 'a real account' | { readonly file: string; readonly words: string };

const setup = { file: 'scripts/setup.sh', words: 'npm ci' };
const firstDeployment = {
  file: 'test/local/first-deployment.test.ts',
  words: "read('docs/troubleshooting.md')",
};
const installing = { file: 'test/local/install.test.ts', words: "read('docs/install.md')" };
const readme = (words: string) => ({ file: 'test/local/readme.test.ts', words });

/** Its blocks are read and run by test/local/operating/operating.test.ts, whose last test tells which were not. */
export const RUN_AS_A_WHOLE = 'docs/operating.md';

/** Every other command in a fenced `sh` block of the README, of CONTRIBUTING and of docs/, as it stands there. */
export const COMMANDS: Readonly<Record<string, RanBy>> = {
  'npm start': { file: '.ci/run', words: 'npm start' },
  'npm run prove -- --project 123 --token-file token.txt': {
    file: 'test/prove/whole.test.ts',
    words: "'--token-file', 'token.txt'",
  },
  'npm run prove -- --clean-up --token-file token.txt': {
    file: 'test/prove/whole.test.ts',
    words: "run('--clean-up')",
  },
  'npm test': { file: '.ci/run', words: 'npm test' },
  'npm ci': setup,
  'npm run setup': { file: 'package.json', words: 'bash scripts/setup.sh' },
  'npm ci --omit=dev': readme('commandsWith'),
  'sam build': readme('commandsWith'),
  'sam deploy --guided': readme("commandsWith('--guided')"),
  'sam delete --stack-name gitlab-runner': readme("commandsWith('sam delete')"),
  'sam deploy --stack-name gitlab-runner --s3-prefix gitlab-runner-stack/gitlab-runner --parameter-overrides GitLabTokenSource=/ci/gitlab-token GitLabTokenKind=access RunnerScope=group/123 RunnerTags=aws':
    readme("commandsWith('put-parameter')"),
  "aws cloudformation describe-stack-events --stack-name gitlab-runner --query \"StackEvents[?ends_with(ResourceStatus, 'FAILED') && !contains(not_null(ResourceStatusReason, ''), 'cancelled')] | [-1].[LogicalResourceId, ResourceStatusReason]\" --output json":
    firstDeployment,
  'sam delete --config-file samconfig.default.toml --stack-name "$STACK" --no-prompts && sam deploy --guided':
    readme("lineOf('docs/operating.md', 'sam delete ')"),
  'aws cloudformation describe-stacks --stack-name gitlab-runner --query "Stacks[0].Outputs[].[OutputKey, OutputValue]" --output text':
    readme("lineOf('docs/install.md', 'aws cloudformation describe-stacks"),
  'sam package --resolve-s3': {
    file: 'test/template/deploy-role/sam.test.ts',
    words: "'--resolve-s3'",
  },
  'aws cloudformation deploy --stack-name runner-deployment --template-file template/deploy-role.yaml --capabilities CAPABILITY_IAM --parameter-overrides ParameterPrefix=/ci/':
    installing,
  'aws cloudformation describe-stacks --stack-name runner-deployment --query "Stacks[0].Outputs[].[OutputKey, OutputValue]" --output text':
    installing,
  'sam deploy --stack-name gitlab-runner --s3-prefix gitlab-runner-stack/gitlab-runner --role-arn arn:aws:iam::123456789012:role/Deployment/runner-deployment-DeployRole-1ABC --parameter-overrides PermissionsBoundary=arn:aws:iam::123456789012:policy/Deployment/runner-deployment-StackBoundary-1ABC TokenKeyArn=arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef RolePath=/gitlab-runner-stack/ GitLabTokenSource=/ci/gitlab-token GitLabTokenKind=access RunnerScope=group/123 RunnerTags=aws':
    installing,
  'npm run status -- --stack-name gitlab-runner --region eu-central-1': {
    file: 'test/local/status.test.ts',
    words: 'npm run --silent status -- --stack-name',
  },
  "aws cloudformation deploy --stack-name worker-image --template-file examples/worker-image.yaml --capabilities CAPABILITY_IAM --parameter-overrides 'Images=alpine:3.22 node:24-slim'":
    'a real account',
  'aws imagebuilder start-image-pipeline-execution --image-pipeline-arn ARN': 'a real account',
  'npm run release -- --bucket my-templates --region eu-central-1': {
    file: 'test/release/command.test.ts',
    words: "'run', 'release', '--'",
  },
  'aws cloudformation deploy --stack-name gitlab-runner --template-file dist/gitlab-runner.yaml --s3-bucket my-templates --capabilities CAPABILITY_IAM --parameter-overrides GitLabTokenSource=/ci/gitlab-token GitLabTokenKind=access RunnerScope=group/123':
    { file: 'test/local/channels/plain.ts', words: "'cloudformation', 'deploy', '--stack-name'" },
  'aws cloudformation deploy --stack-name gitlab-runners --template-file examples/nested.yaml --capabilities CAPABILITY_IAM --parameter-overrides TemplateUrl=https://s3.eu-central-1.amazonaws.com/my-templates/gitlab-runner-stack/0.2.0/gitlab-runner.yaml VpcId=vpc-0123456789abcdef0 SubnetIds=subnet-0123456789abcdef0 PermissionsBoundary=arn:aws:iam::123456789012:policy/boundary WebProject=7 DataProject=8':
    { file: 'test/local/channels/nested.ts', words: "'examples', 'nested.yaml'" },
  'aws ssm put-parameter --type SecureString --name /ci/gitlab-token --value file://token.txt': readme(
    "commandsWith('put-parameter')",
  ),
  'aws ssm get-parameters-by-path --recursive --path /gitlab-runner --query "Parameters[?ends_with(Name, \'left-behind\')].[Name, Value]" --output text':
    'a real account',
  "aws cloudformation describe-stack-events --stack-name gitlab-runner --query \"StackEvents[?ends_with(ResourceStatus, 'FAILED') || PhysicalResourceId == StackId && ResourceStatus == 'UPDATE_IN_PROGRESS'].[ResourceStatus, LogicalResourceId, ResourceStatusReason]\" --output text | sed '/^UPDATE_IN_PROGRESS/,$d'":
    { file: 'test/local/operating/operating.test.ts', words: "read('docs/troubleshooting.md')" },
  'aws autoscaling describe-scaling-activities --max-items 5 --auto-scaling-group-name "$(aws cloudformation describe-stack-resource --stack-name gitlab-runner --logical-resource-id ManagerGroup --query StackResourceDetail.PhysicalResourceId --output text)"':
    'a real account',
};
