import {
  AddTagsToResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Tag } from '../shared/tags.ts';
import { allowing, ask } from './call-with-retry.ts';
import { emptyResponse } from './errors.ts';

type Input = Omit<PutParameterCommandInput, 'Overwrite' | 'Tags'>;
/** How a parameter is written: with which tags, until when, and for how long a refusal is waited for, in milliseconds. */
export interface Writing {
  readonly tags: readonly Tag[];
  readonly signal: AbortSignal;
  readonly retryFor?: number;
}

/** A new parameter's version; undefined when there is one of the name. */
export function createParameter(ssm: SSMClient, input: Input, writing: Writing): Promise<number | undefined> {
  const { tags } = writing;
  const tagged = tags.length > 0 ? { ...input, Tags: [...tags] } : input;
  return put(ssm, { ...tagged, Overwrite: false }, writing).catch(allowing('ParameterAlreadyExists'));
}

/**
 * The parameter's version after a write over what is there, if anything. SSM takes no tags with Overwrite, and an
 * organisation's policy may want them from the first moment of a parameter:
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export async function writeParameter(ssm: SSMClient, input: Input, writing: Writing): Promise<number> {
  const created = writing.tags.length > 0 ? await createParameter(ssm, input, writing) : undefined;
  return created ?? (await put(ssm, { ...input, Overwrite: true }, writing));
}

/** Gives a parameter that is there the tags, beside those that it has; one that is not there counts as done. */
export async function tagParameter(ssm: SSMClient, name: string, writing: Writing): Promise<void> {
  const { signal: abortSignal, tags, retryFor } = writing;
  if (tags.length === 0) return;
  const command = new AddTagsToResourceCommand({
    ResourceType: 'Parameter',
    ResourceId: name,
    Tags: [...tags],
  });
  const add = () => ssm.send(command, { abortSignal });
  await ask('ssm:AddTagsToResource', abortSignal, add, retryFor).catch(allowing('InvalidResourceId'));
}

async function put(ssm: SSMClient, input: PutParameterCommandInput, writing: Writing): Promise<number> {
  const { signal: abortSignal, retryFor } = writing;
  const send = async () => {
    const { Version } = await ssm.send(new PutParameterCommand(input), { abortSignal });
    return Version ?? emptyResponse();
  };
  return ask('ssm:PutParameter', abortSignal, send, retryFor);
}
