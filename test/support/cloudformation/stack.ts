import { randomUUID } from 'node:crypto';
import { conversation, type StackEvent } from './conversation.ts';
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
  const talk = conversation(id, events);

  /** In reverse; a failure does not keep what the resource depends on. Whether nothing is left. */
  const removeAll = async () => {
    for (const [logicalId, deployed] of [...resources].reverse())
      if (await talk.remove(deployed)) resources.delete(logicalId);
    return resources.size === 0;
  };

  return {
    id,
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

    update: (template: Template) => update(template, resources, talk),

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
