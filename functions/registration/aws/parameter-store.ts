import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Store } from '../ports.ts';
import { StoreError } from '../store-error.ts';

/** The Store in SSM Parameter Store: SecureStrings, and plain strings for notes. */
export function parameterStore(ssm: SSMClient): Store {
  const put = (name: string, value: string, key: string, overwrite: boolean, abortSignal: AbortSignal) =>
    attempt('ssm:PutParameter', async () => {
      const { Version } = await ssm.send(
        new PutParameterCommand({
          Name: name,
          Value: value,
          Type: 'SecureString',
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

/** What the SDK calls by names that say nothing here. */
const UNSAID: Readonly<Record<string, string>> = {
  AbortError: 'no answer in time',
  TimeoutError: 'no answer in time',
  SyntaxError: 'an answer that is not its own',
};

async function attempt<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    // AWS's own sentence names the role and the resource; it holds no value of the request.
    const { name, message } = error instanceof Error ? error : { name: 'Unknown', message: '' };
    const detail = /AccessDenied|InvalidKey|KMS|Disabled|NotFound/.test(name) ? message.slice(0, 300) : '';
    throw new StoreError(action, UNSAID[name] ?? name, detail);
  }
}

/** Passes over one error, by its name, and lets every other one through. */
function forgive(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof StoreError && error.code === code) return undefined;
    throw error;
  };
}
