import {
  DeleteParameterCommand,
  GetParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { AT_ONCE, allowing, ask } from '../../aws/call-with-retry.ts';
import { AwsError, emptyResponse, isKeyUnusable } from '../../aws/errors.ts';
import { onEveryPage } from '../../aws/every-page.ts';
import { storableText } from '../../aws/parameter-value.ts';
import { createParameter, tagParameter, writeParameter } from '../../aws/put-parameter.ts';
import { OperatorError } from '../../operator-error.ts';
import { say } from '../../sentence.ts';
import type { Tag } from '../../shared/tags.ts';
import type { Store, Stored } from '../ports.ts';
import { FAILURES } from '../sentences.ts';

/**
 * The Store in SSM Parameter Store: SecureStrings, and plain strings for notes. Only a claim waits for a new role:
 * whatever comes later has but the time for tidying, in which there may be a runner to delete again.
 */
export function parameterStore(ssm: SSMClient, tags: readonly Tag[]): Store {
  return {
    create: (name, value, key, signal, retryFor = AT_ONCE) =>
      createParameter(ssm, secure(name, value, key), { tags, signal, retryFor }),
    replace: (name, value, key, signal) =>
      writeParameter(ssm, secure(name, value, key), { tags, signal, retryFor: AT_ONCE }).catch(
        (error: unknown) => {
          // Somebody made it anew as a String, and SSM changes no parameter's type.
          if (!(error instanceof AwsError && error.code === 'HierarchyTypeMismatchException')) throw error;
          throw new OperatorError(say(FAILURES.inTheWay, { name }), { cause: error });
        },
      ),
    tag: (name, signal) => tagParameter(ssm, name, { tags, signal, retryFor: AT_ONCE }),
    read: (name, signal, retryFor = AT_ONCE) =>
      ask('ssm:GetParameter', signal, () => get(ssm, name, signal), retryFor)
        .catch((error: unknown) => {
          if (!isKeyUnusable(error)) throw error;
          return withheld(ssm, name, error.message, signal);
        })
        .catch(allowing('ParameterNotFound')),
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
    async leaveNote(Name, text, signal) {
      const note = { Name, Value: storableText(text), Type: 'String' } as const;
      await writeParameter(ssm, note, { tags, signal, retryFor: AT_ONCE });
    },
  };
}

function secure(Name: string, Value: string, key: string) {
  return {
    Name,
    Value,
    Type: 'SecureString',
    // Where the account's default is the advanced tier, KMS would be asked for more than Encrypt.
    Tier: 'Standard',
    ...(key ? { KeyId: key } : {}),
  } as const;
}

async function get(ssm: SSMClient, Name: string, abortSignal: AbortSignal) {
  const command = new GetParameterCommand({ Name, WithDecryption: true });
  const { Parameter } = await ssm.send(command, { abortSignal });
  return { value: Parameter?.Value || emptyResponse(), version: Parameter?.Version || emptyResponse() };
}

/** What is known of a parameter without its key. */
async function withheld(
  ssm: SSMClient,
  Name: string,
  why: string,
  abortSignal: AbortSignal,
): Promise<Stored> {
  const look = async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }), { abortSignal });
    return Parameter?.Version || emptyResponse();
  };
  return {
    value: '',
    version: await ask('ssm:GetParameter', abortSignal, look, AT_ONCE),
    withheld: why,
  };
}
