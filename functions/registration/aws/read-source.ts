import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { ask } from '../../aws/call-with-retry.ts';
import { AwsError, OutOfTime } from '../../aws/errors.ts';
import { OperatorError } from '../../operator-error.ts';
import { say } from '../../sentence.ts';
import type { ReadSource } from '../ports.ts';
import { FAILURES } from '../sentences.ts';

/** The services learn of a new role one after another. */
const RETRY_FOR = 20_000;

/** Reads an SSM parameter (a name that starts with `/`) or a Secrets Manager secret (an ARN). */
export function sourceReader(ssm: SSMClient): ReadSource {
  return async (name, abortSignal) => {
    const value = await (name.startsWith('arn:')
      ? ask('secretsmanager:GetSecretValue', abortSignal, () => readSecret(name, abortSignal), RETRY_FOR)
      : ask('ssm:GetParameter', abortSignal, () => readParameter(ssm, name, abortSignal), RETRY_FOR)
    ).catch((error: unknown) => {
      if (!(error instanceof AwsError || error instanceof OutOfTime)) throw error;
      throw new OperatorError(say(FAILURES.unreadable, { name, code: error.code }), { cause: error });
    });
    if (!value?.trim()) throw new OperatorError(say(FAILURES.noText, { name }));
    return value.trim();
  };
}

async function readParameter(
  ssm: SSMClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const question = new GetParameterCommand({ Name: name, WithDecryption: true });
  return (await ssm.send(question, { abortSignal })).Parameter?.Value;
}

async function readSecret(arn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const client = new SecretsManagerClient({ maxAttempts: 5 });
  return (await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal })).SecretString;
}
