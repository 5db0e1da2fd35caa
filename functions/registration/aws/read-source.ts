import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { OperatorError } from '../../custom-resource/errors.ts';
import type { ReadSource } from '../ports.ts';

/**
 * Reads an SSM parameter (a name that starts with `/`) or a Secrets Manager secret (an ARN). The second client
 * is loaded only when it is needed: loading it costs every cold start tens of milliseconds.
 */
export function sourceReader(ssm: SSMClient): ReadSource {
  return async (name, abortSignal) => {
    try {
      const value = name.startsWith('arn:')
        ? await readSecret(name, abortSignal)
        : (await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }), { abortSignal }))
            .Parameter?.Value;
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

async function readSecret(arn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ maxAttempts: 5 });
  return (await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal })).SecretString;
}
