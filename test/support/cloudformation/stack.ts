import { randomUUID } from 'node:crypto';
import { conversation, type StackEvent } from './conversation.ts';
import { createWithoutRollback } from './disabled-rollback.ts';
import { type Deployed, resolve, type Template } from './template.ts';
import { update } from './update.ts';

/**
 * Plays the orders of events of real CloudFormation for a stack of custom resources; the emulators know only the
 * simple ones. Resources that do not depend on each other are played one after the other all the same.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html, and the "Important cases to handle"
 * of https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/custom-resources/README.md
 */
export function cloudFormation({ name = 'ci', guid = randomUUID() as string } = {}) {
  const id = stackId(name, guid);
  const events: StackEvent[] = [];
  const resources = new Map<string, Deployed>();
  const failed: Deployed[] = [];
  const phase = { isRollingBack: false };
  const talk = conversation(id, events);

  /** In reverse; a failure does not keep what the resource depends on. Whether nothing is left. */
  const removeAll = async () => {
    await removeFailed();
    for (const [logicalId, deployed] of [...resources].reverse())
      if (await talk.remove(deployed)) resources.delete(logicalId);
    return resources.size === 0;
  };

  /** What a Create without a rollback left as failed; what withstands is given up. */
  const removeFailed = async () => {
    for (const deployed of failed.splice(0).reverse()) await talk.remove(deployed);
  };

  return {
    id,
    /** The physical id that CloudFormation has for a resource now. */
    currentId: (logicalId: string) =>
      resources.get(logicalId)?.physicalId ??
      failed.findLast(({ resource }) => resource.logicalId === logicalId)?.physicalId,
    isRollingBack: () => phase.isRollingBack,
    /** Every event with its answer, in their order. */
    events,
    /** What is deployed, by logical id. */
    resources: resources as ReadonlyMap<string, Deployed>,

    async create(template: Template): Promise<'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED'> {
      for (const resource of template) {
        const { done, deployed } = await talk.create(resource, resolve(resource, resources));
        resources.set(resource.logicalId, deployed);
        if (!done) return (await removeAll()) ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED';
      }
      return 'CREATE_COMPLETE';
    },

    /** With `--disable-rollback`: what was made stays, and what failed waits for a later operation. */
    createWithoutRollback: (template: Template) => createWithoutRollback(template, resources, failed, talk),

    /**
     * Goes on after a Create that failed without a rollback. AWS says only that what failed is deleted "upon the next
     * stack operation": before what is made anew, or after it.
     */
    async retry(template: Template, deletes: 'first' | 'last'): Promise<'CREATE_FAILED' | 'UPDATE_COMPLETE'> {
      if (deletes === 'first') await removeFailed();
      const status = await createWithoutRollback(template, resources, failed, talk);
      if (status === 'CREATE_FAILED') return status;
      await removeFailed();
      return 'UPDATE_COMPLETE';
    },

    update: (template: Template) => update(template, resources, talk, phase),

    async delete(): Promise<'DELETE_COMPLETE' | 'DELETE_FAILED'> {
      return (await removeAll()) ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
    },
  };
}

/** A stack's ARN; functions that refuse other stacks' events need it before the stack is made. */
export function stackId(name: string, guid: string): string {
  return `arn:aws:cloudformation:eu-central-1:123456789012:stack/${name}/${guid}`;
}

export type SimulatedStack = ReturnType<typeof cloudFormation>;
