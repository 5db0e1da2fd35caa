import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Store } from '../ports.ts';
import { StoreError } from '../store-error.ts';
import { attempt, forgive } from './attempt.ts';

/** The Store in SSM Parameter Store: SecureStrings, and plain strings for notes. */
export function parameterStore(ssm: SSMClient): Store {
  const put = (name: string, value: string, key: string, overwrite: boolean, abortSignal: AbortSignal) =>
    attempt('ssm:PutParameter', async () => {
      const { Version } = await ssm.send(
        new PutParameterCommand({
          Name: name,
          Value: value,
          Type: 'SecureString',
          // Where the account's default is the advanced tier, KMS would be asked for more than Encrypt.
          Tier: 'Standard',
          Overwrite: overwrite,
          ...(key ? { KeyId: key } : {}),
        }),
        { abortSignal },
      );
      if (!Version) throw new StoreError('ssm:PutParameter', 'EmptyAnswer', 'no version');
      return Version;
    });

  return {
    create: (name, value, key, signal) =>
      put(name, value, key, false, signal).catch(forgive('ParameterAlreadyExists')),
    replace: (name, value, key, signal) => put(name, value, key, true, signal),
    read: (name, abortSignal) =>
      attempt('ssm:GetParameter', async () => {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }), {
          abortSignal,
        });
        if (!Parameter?.Value || !Parameter.Version)
          throw new StoreError('ssm:GetParameter', 'EmptyAnswer', 'no value');
        return { value: Parameter.Value, version: Parameter.Version };
      }).catch(forgive('ParameterNotFound')),
    list: (path, abortSignal) =>
      attempt('ssm:GetParametersByPath', async () => {
        const names: string[] = [];
        let NextToken: string | undefined;
        do {
          const page = await ssm.send(new GetParametersByPathCommand({ Path: path, NextToken }), {
            abortSignal,
          });
          names.push(...(page.Parameters ?? []).flatMap(({ Name }) => Name ?? []));
          NextToken = page.NextToken;
        } while (NextToken);
        return names;
      }),
    remove: async (name, abortSignal) => {
      await attempt('ssm:DeleteParameter', () =>
        ssm.send(new DeleteParameterCommand({ Name: name }), { abortSignal }),
      ).catch(forgive('ParameterNotFound'));
    },
    leaveNote: async (name, text, abortSignal) => {
      const note = new PutParameterCommand({ Name: name, Value: text, Type: 'String', Overwrite: true });
      await attempt('ssm:PutParameter', () => ssm.send(note, { abortSignal }));
    },
  };
}
