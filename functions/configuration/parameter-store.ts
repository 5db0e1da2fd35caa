import { DeleteParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { retryWhile } from '../aws/new-role.ts';
import { describeStoreFailure, isAccessDenied, isNotFound } from './errors.ts';
import type { ConfigurationStore } from './ports.ts';

/** A ConfigurationStore in SSM's Parameter Store. */
export function parameterStore(ssm: SSMClient): ConfigurationStore {
  return {
    async put(name, text, abortSignal) {
      const command = new PutParameterCommand({
        Name: name,
        Description: "config.toml of the stack's GitLab runner, without its token",
        Value: text,
        Type: 'String',
        Tier: 'Intelligent-Tiering',
        Overwrite: true,
      });
      try {
        const answer = await retryWhile(
          isAccessDenied,
          () => ssm.send(command, { abortSignal }),
          abortSignal,
        );
        return String(answer.Version);
      } catch (error) {
        throw describeStoreFailure('ssm:PutParameter', name, error);
      }
    },
    async remove(name, abortSignal) {
      try {
        await ssm.send(new DeleteParameterCommand({ Name: name }), { abortSignal });
      } catch (error) {
        if (!isNotFound(error)) throw describeStoreFailure('ssm:DeleteParameter', name, error);
      }
    },
  };
}
