import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { retryWhile } from '../../aws/retry.ts';
import { OperatorError } from '../../custom-resource/errors.ts';
import type { ReadSource } from '../ports.ts';

const PATIENCE = 20_000;

/**
 * Reads an SSM parameter (a name that starts with `/`) or a Secrets Manager secret (an ARN). The second client
 * is loaded only when it is needed: loading it costs every cold start tens of milliseconds. The services learn of a
 * new role one after another, so a refusal is asked again for a while.
 */
export function sourceReader(ssm: SSMClient): ReadSource {
  return async (name, abortSignal) => {
    try {
      const read = name.startsWith('arn:')
        ? () => readSecret(name, abortSignal)
        : () => readParameter(ssm, name, abortSignal);
      const value = await retryWhile(isDenied, read, abortSignal, PATIENCE);
      if (value?.trim()) return value.trim();
    } catch (error) {
      const code = error instanceof Error ? error.name : 'Unknown';
      throw new OperatorError(
        `${name} could not be read (${code}): does it exist in this region, and is its key usable?`,
      );
    }
    throw new OperatorError(`${name} holds no text.`);
  };
}

const isDenied = (error: unknown) => error instanceof Error && error.name.startsWith('AccessDenied');

async function readParameter(
  ssm: SSMClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const question = new GetParameterCommand({ Name: name, WithDecryption: true });
  return (await ssm.send(question, { abortSignal })).Parameter?.Value;
}

async function readSecret(arn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ maxAttempts: 5 });
  return (await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal })).SecretString;
}
