import { setTimeout as sleep } from 'node:timers/promises';
import {
  AutoScalingClient,
  DeleteWarmPoolCommand,
  DescribeWarmPoolCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DeleteParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { codeOf } from '../../functions/aws/errors.ts';
import { onEveryPage } from '../../functions/aws/every-page.ts';
import { CommandError } from '../lib/command-error.ts';
import type { Progress } from '../lib/progress.ts';
import { added, takeInventory } from '../local/account.ts';
import { viewStack } from '../local/stack.ts';
import { seeResources } from '../status/aws/stack.ts';
import type { Resource } from '../status/facts.ts';
import { leftInGitLab, PIPELINE, removeBranch, waitFor } from './pipeline.ts';
import { forget, recall, remember } from './state.ts';
import { TAG, type World } from './world.ts';

/** Of the SecureString that the stack takes the GitLab token from. */
export const tokenParameter = (stack: string) => `/gitlab-runner-prove/${stack}`;
export const branchOf = ({ stack, project }: World) => ({ project, branch: stack });

/** Takes away all that a proof has made, as far as it is there; what is left then, in words. Nothing stops it but an error. */
export async function cleanUp(world: World, progress: Progress): Promise<string[]> {
  const where = branchOf(world);
  const { account } = recall(world.stack);
  if (account !== world.account)
    throw new CommandError(
      `${world.stack} is in the account ${account}, not in ${world.account}: sign in there.`,
    );
  // First, so that no job holds up its manager. Without GitLab, all the same the account is cleaned.
  const unreached = await removeBranch(world.gitLab, where).catch((error: Error) => error);
  await identify(world);
  await removeStack(world, progress);
  const ssm = new SSMClient(world.aws);
  await unlessMissing(ssm.send(new DeleteParameterCommand({ Name: tokenParameter(world.stack) })));
  await removeUploads(world);
  if (unreached) throw unreached;
  const left = [...(await leftovers(world)), ...(await leftInGitLab(world.gitLab, where))];
  if (verdictOn(left)[1]) forget(world.stack);
  return left;
}

/** What is seen of it: a pipeline that stays is no fault of the proof, which asks for a maintainer's token alone. */
export function verdictOn(left: readonly string[]): [what: string, isSo: boolean, detail: string] {
  const faults = left.filter((one) => one !== PIPELINE);
  const but = left.length > faults.length ? ` but ${PIPELINE}` : '';
  return [`nothing is left${but}, in the account and in GitLab`, faults.length === 0, faults.join(', ')];
}

/** What is in the account of a stack: by its name, its id, and its key's; but for what still has to be there. */
export async function leftovers({ aws, stack }: World, but = ''): Promise<string[]> {
  const marks = [stack, ...recall(stack).marks];
  const counts = (name: string) => name !== but && marks.some((mark) => name.includes(mark));
  // What is gone is shown for a while: https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html
  for (const end = Date.now() + 60_000; ; await sleep(5_000)) {
    const left = added({}, await takeInventory(aws, counts));
    if (left.length === 0 || Date.now() > end) return left;
  }
}

/** The stack's resources; it is noted by what they can be told from others, as long as the stack is there. */
export async function identify(world: World): Promise<Resource[]> {
  const client = new CloudFormationClient(world.aws);
  const stack = await stackOf(world);
  if (!stack) return [];
  const [, guid = ''] = /stack\/[^/]+\/(.+)/.exec(stack.StackId ?? '') ?? [];
  const resources = (await unlessMissing(seeResources(client, world.stack))) ?? [];
  const key = resources.find(({ logicalId }) => logicalId === 'TokenKey')?.physicalId ?? '';
  remember({ ...recall(world.stack), marks: [guid, key].filter(Boolean) });
  return resources;
}

async function stackOf({ aws, stack }: World): Promise<Stack | undefined> {
  const asked = new CloudFormationClient(aws).send(new DescribeStacksCommand({ StackName: stack }));
  const found = (await unlessMissing(asked))?.Stacks?.[0];
  if (!found || found.StackStatus === 'DELETE_COMPLETE') return undefined;
  // A change set that was not carried out has made a stack without tags.
  const isOurs = found.Tags?.some(({ Key, Value }) => Key === TAG && Value === stack);
  if (isOurs || found.StackStatus === 'REVIEW_IN_PROGRESS') return found;
  throw new CommandError(`The stack ${stack} was not made by a proof: it has no tag ${TAG}. It stays.`);
}

async function removeStack(world: World, progress: Progress): Promise<void> {
  const { signal } = new AbortController();
  const client = new CloudFormationClient(world.aws);
  let asked: string | undefined;
  await waitFor(signal, 45 * 60, 'an end of the stack', async () => {
    const stack = await stackOf(world);
    if (!stack) return true;
    if (stack.StackStatus === 'DELETE_FAILED' && asked === 'accepted')
      throw new CommandError(`The stack ${world.stack} cannot be deleted: ${stack.StackStatusReason}`);
    if (asked === 'accepted') return undefined;
    if (!asked) progress.say(`the stack is deleted, which was ${stack.StackStatus}`);
    await endWarmPool(world, signal);
    asked = await client.send(new DeleteStackCommand({ StackName: stack.StackId })).then(
      () => 'accepted',
      // While an update goes on, which nothing ends but itself.
      (error: Error) => (/status \w+_IN_PROGRESS/.test(error.message) ? 'refused' : Promise.reject(error)),
    );
    return undefined;
  });
}

/** CloudFormation deletes no group that has a warm pool, which is there until its instances are gone; where this fails, that tells. */
export async function endWarmPool({ aws, stack }: Pick<World, 'aws' | 'stack'>, signal: AbortSignal) {
  const { warmGroup: AutoScalingGroupName } = recall(stack);
  if (AutoScalingGroupName === '') return;
  const client = new AutoScalingClient(aws);
  const end = async () => {
    await client.send(new DeleteWarmPoolCommand({ AutoScalingGroupName, ForceDelete: true }));
    await waitFor(signal, 600, 'an end of the warm pool', async () => {
      const pool = await client.send(new DescribeWarmPoolCommand({ AutoScalingGroupName }));
      return pool.WarmPoolConfiguration ? undefined : true;
    });
  };
  await end().catch(() => undefined);
}

/** What the SAM CLI uploaded, which `sam delete` takes away with a stack alone. */
async function removeUploads({ aws, stack }: World): Promise<void> {
  const asked = viewStack(new CloudFormationClient(aws), 'aws-sam-cli-managed-default');
  const Bucket = (await unlessMissing(asked))?.outputs.SourceBucket;
  if (!Bucket) return;
  const client = new S3Client({ ...aws, forcePathStyle: true });
  const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: `gitlab-runner-stack/${stack}/` });
  const Objects = (await onEveryPage(pages, ({ Contents }) => Contents)).map(({ Key }) => ({ Key }));
  if (Objects.length === 0) return;
  // S3 refuses each with a status of 200.
  const order = new DeleteObjectsCommand({ Bucket, Delete: { Objects } });
  const { Errors: [refused] = [] } = await client.send(order);
  if (refused) throw new CommandError(`The upload ${refused.Key} stays: ${refused.Code}.`);
}

/** The response, or undefined where AWS knows no such thing; ENOTFOUND, of DNS, is no response of AWS. */
export const unlessMissing = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: Error) => {
    const isMissing = /NotFound|does ?not exist|not found/i.test(`${codeOf(error)} ${error.message}`);
    if (isMissing && '$fault' in error) return undefined;
    throw error;
  });
