/** A function as Lambda would start it. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** `index.handler` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What Lambda unpacks the code into. */
  readonly folder: string;
}

/** As Lambda sets it, and what sends the function to the stand-ins. */
export const environmentOf = ({ environment, folder, handler }: Program, api: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '',
  AWS_LAMBDA_RUNTIME_API: api,
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: handler,
  AWS_LAMBDA_FUNCTION_NAME: 'measured',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/measured',
  AWS_LAMBDA_LOG_STREAM_NAME: 'measured',
  AWS_REGION: 'eu-central-1',
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: 'test',
  ...environment,
});
