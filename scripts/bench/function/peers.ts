import { join } from 'node:path';
import { PYTHON } from '../environment/paths.ts';
import type { Packaged } from './packaged.ts';
import { awsCustomResource, providerFramework, tokenRetriever, withCrhelper } from './peer-code.ts';
import type { Stage } from './stage.ts';
import { creation, environmentFor, nodeProgram, type Subject } from './subject.ts';

/** How Lambda's own Python runtime starts a handler. */
export const pythonProgram = (handler: string) => ({
  command: join(PYTHON, 'bin/python3'),
  arguments: ['-m', 'awslambdaric', handler],
  handler,
});

const USER = 'arn:aws:lambda:eu-central-1:123456789012:function:user';
/** What CDK's provider framework is told of the function behind it. */
export const BEHIND_FRAMEWORK = { USER_ON_EVENT_FUNCTION_ARN: USER };
const SECRETS = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';

/** The functions of others that do a part of a registration's work, or all of it. */
export function peers(stage: Stage): Subject[] {
  const environment = environmentFor(stage);
  const answering = (properties: object) => () => {
    stage.services.parameters.reset();
    return creation('Custom::Thing', properties, stage.responses.open(200));
  };
  const peer = (
    name: string,
    packaged: Packaged,
    work: string,
    rest: Pick<Subject, 'command' | 'arguments' | 'handler' | 'prepare'>,
  ) => ({ name, ...packaged, work, environment, whose: 'peer', memory: 512, ...rest }) as const;
  return [
    peer('CDK AwsCustomResource', awsCustomResource(), 'PutParameter, answer', {
      ...nodeProgram('index.handler'),
      prepare: answering(puttingParameter),
    }),
    {
      ...peer(
        'CDK provider framework',
        providerFramework(),
        "calls the user's function, which comes on top; answer",
        {
          ...nodeProgram('framework.onEvent'),
          prepare: answering({}),
        },
      ),
      environment: { ...environment, ...BEHIND_FRAMEWORK },
    },
    {
      ...peer('cdk-github-runners', tokenRetriever(), 'GetSecretValue, POST to GitHub; no answer', {
        ...nodeProgram('index.handler'),
        prepare: () => ({ event: { owner: 'owner', repo: 'repo' }, check: () => undefined }),
      }),
      environment: {
        ...environment,
        GITHUB_SECRET_ARN: `${SECRETS}:github`,
        GITHUB_PRIVATE_KEY_SECRET_ARN: `${SECRETS}:key`,
      },
    },
    peer(
      'crhelper and boto3',
      withCrhelper(),
      'GetParameter, PutParameter, POST to GitLab, PutParameter, answer',
      {
        ...pythonProgram('index.handler'),
        prepare: answering({ Name: '/token', GitLabUrl: stage.gitLab.url, GitLabToken: stage.accessToken }),
      },
    ),
  ];
}

const puttingParameter = {
  Create: JSON.stringify({
    service: 'SSM',
    action: 'putParameter',
    parameters: { Name: '/token', Value: 'glrt-0123456789', Type: 'SecureString' },
    physicalResourceId: { id: 'resource' },
  }),
};
