import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { allowing, ask, NEW_ROLE } from '../../aws/ask.ts';
import type { Store } from '../ports.ts';

/** What must end within the time for tidying is asked once: the SDK's own tries are all that it gets. */
const AT_ONCE = 0;

/** The Store in SSM Parameter Store: SecureStrings, and plain strings for notes. */
export function parameterStore(ssm: SSMClient): Store {
  const put = (
    [name, value, key, abortSignal]: Parameters<Store['replace']>,
    Overwrite: boolean,
    patience: number,
  ) =>
    ask(
      'ssm:PutParameter',
      abortSignal,
      async () => {
        const { Version } = await ssm.send(
          new PutParameterCommand({
            Name: name,
            Value: value,
            Type: 'SecureString',
            // Where the account's default is the advanced tier, KMS would be asked for more than Encrypt.
            Tier: 'Standard',
            Overwrite,
            ...(key ? { KeyId: key } : {}),
          }),
          { abortSignal },
        );
        if (!Version) throw empty();
        return Version;
      },
      patience,
    );

  return {
    create: (...given) => put(given, false, NEW_ROLE).catch(allowing('ParameterAlreadyExists')),
    replace: (...given) => put(given, true, AT_ONCE),
    read: (name, abortSignal, patience = AT_ONCE) =>
      ask(
        'ssm:GetParameter',
        abortSignal,
        async () => {
          const command = new GetParameterCommand({ Name: name, WithDecryption: true });
          const { Parameter } = await ssm.send(command, { abortSignal });
          if (!Parameter?.Value || !Parameter.Version) throw empty();
          return { value: Parameter.Value, version: Parameter.Version };
        },
        patience,
      ).catch(allowing('ParameterNotFound')),
    list: (Path, abortSignal) =>
      ask(
        'ssm:GetParametersByPath',
        abortSignal,
        async () => {
          const names: string[] = [];
          for await (const { Parameters } of paginateGetParametersByPath(
            { client: ssm },
            { Path },
            { abortSignal },
          ))
            names.push(...(Parameters ?? []).flatMap(({ Name }) => Name ?? []));
          return names;
        },
        AT_ONCE,
      ),
    async remove(Name, abortSignal) {
      const remove = () => ssm.send(new DeleteParameterCommand({ Name }), { abortSignal });
      await ask('ssm:DeleteParameter', abortSignal, remove, AT_ONCE).catch(allowing('ParameterNotFound'));
    },
    async leaveNote(Name, Value, abortSignal) {
      const note = new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true });
      await ask('ssm:PutParameter', abortSignal, () => ssm.send(note, { abortSignal }), AT_ONCE);
    },
  };
}

const empty = () => Object.assign(new Error('no value or version'), { name: 'EmptyAnswer' });
