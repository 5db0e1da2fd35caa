import { DeleteParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { ask } from '../aws/ask.ts';
import { AwsError } from '../aws/errors.ts';
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
      const { Version } = await ask(`ssm:PutParameter on ${name}`, abortSignal, () =>
        ssm.send(command, { abortSignal }),
      );
      return String(Version);
    },
    async remove(name, abortSignal) {
      try {
        await ssm.send(new DeleteParameterCommand({ Name: name }), { abortSignal });
      } catch (error) {
        const isGone = error instanceof Error && error.name === 'ParameterNotFound';
        if (!isGone) throw new AwsError(`ssm:DeleteParameter on ${name}`, error);
      }
    },
  };
}
