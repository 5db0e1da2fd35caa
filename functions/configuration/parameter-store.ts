import { DeleteParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AT_ONCE, allowing, ask } from '../aws/call-with-retry.ts';
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
    async remove(Name, abortSignal) {
      const remove = () => ssm.send(new DeleteParameterCommand({ Name }), { abortSignal });
      const removed = ask(`ssm:DeleteParameter on ${Name}`, abortSignal, remove, AT_ONCE);
      await removed.catch(allowing('ParameterNotFound'));
    },
  };
}
