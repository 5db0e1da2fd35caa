import { DeleteParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AT_ONCE, allowing, ask } from '../aws/call-with-retry.ts';
import { tagParameter, writeParameter } from '../aws/put-parameter.ts';
import type { ConfigurationStore } from './ports.ts';

/** A ConfigurationStore in SSM's Parameter Store. */
export function parameterStore(ssm: SSMClient): ConfigurationStore {
  return {
    async put(name, text, tags, signal) {
      const Description = "config.toml of the stack's GitLab runner, without its token";
      const input = {
        Name: name,
        Description,
        Value: text,
        Type: 'String',
        Tier: 'Intelligent-Tiering',
      } as const;
      const version = await writeParameter(ssm, input, { tags, signal });
      await tagParameter(ssm, name, { tags, signal });
      return String(version);
    },
    async remove(Name, abortSignal) {
      const remove = () => ssm.send(new DeleteParameterCommand({ Name }), { abortSignal });
      const removed = ask(`ssm:DeleteParameter on ${Name}`, abortSignal, remove, AT_ONCE);
      await removed.catch(allowing('ParameterNotFound'));
    },
  };
}
