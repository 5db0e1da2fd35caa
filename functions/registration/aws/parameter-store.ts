import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { AT_ONCE, allowing, ask } from '../../aws/call-with-retry.ts';
import { onEveryPage } from '../../aws/every-page.ts';
import { storableText } from '../../aws/parameter-value.ts';
import type { Store } from '../ports.ts';

/**
 * The Store in SSM Parameter Store: SecureStrings, and plain strings for notes. Only a claim waits for a new role:
 * whatever comes later has but the time for tidying, in which there may be a runner to take out again.
 */
export function parameterStore(ssm: SSMClient): Store {
  return {
    create: (name, value, key, signal, retryFor = AT_ONCE) =>
      ask('ssm:PutParameter', signal, () => put(ssm, name, value, key, false, signal), retryFor).catch(
        allowing('ParameterAlreadyExists'),
      ),
    replace: (name, value, key, signal) =>
      ask('ssm:PutParameter', signal, () => put(ssm, name, value, key, true, signal), AT_ONCE),
    read: (name, signal, retryFor = AT_ONCE) =>
      ask('ssm:GetParameter', signal, () => get(ssm, name, signal), retryFor).catch(
        allowing('ParameterNotFound'),
      ),
    list(Path, abortSignal) {
      const list = async () => {
        const pages = paginateGetParametersByPath({ client: ssm }, { Path }, { abortSignal });
        const parameters = await onEveryPage(pages, ({ Parameters }) => Parameters);
        return parameters.flatMap(({ Name }) => Name ?? []);
      };
      return ask('ssm:GetParametersByPath', abortSignal, list, AT_ONCE);
    },
    async remove(Name, abortSignal) {
      const remove = () => ssm.send(new DeleteParameterCommand({ Name }), { abortSignal });
      await ask('ssm:DeleteParameter', abortSignal, remove, AT_ONCE).catch(allowing('ParameterNotFound'));
    },
    async leaveNote(Name, Value, abortSignal) {
      const note = new PutParameterCommand({
        Name,
        Value: storableText(Value),
        Type: 'String',
        Overwrite: true,
      });
      await ask('ssm:PutParameter', abortSignal, () => ssm.send(note, { abortSignal }), AT_ONCE);
    },
  };
}

async function put(
  ssm: SSMClient,
  Name: string,
  Value: string,
  key: string,
  Overwrite: boolean,
  abortSignal: AbortSignal,
): Promise<number> {
  const command = new PutParameterCommand({
    Name,
    Value,
    Type: 'SecureString',
    // Where the account's default is the advanced tier, KMS would be asked for more than Encrypt.
    Tier: 'Standard',
    Overwrite,
    ...(key ? { KeyId: key } : {}),
  });
  return (await ssm.send(command, { abortSignal })).Version ?? nothing();
}

async function get(ssm: SSMClient, Name: string, abortSignal: AbortSignal) {
  const command = new GetParameterCommand({ Name, WithDecryption: true });
  const { Parameter } = await ssm.send(command, { abortSignal });
  return { value: Parameter?.Value || nothing(), version: Parameter?.Version || nothing() };
}

function nothing(): never {
  throw Object.assign(new Error('no value or version'), { name: 'EmptyAnswer' });
}
