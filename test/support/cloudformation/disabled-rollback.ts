import type { conversation } from './conversation.ts';
import { type Deployed, resolve, type Template } from './template.ts';

/**
 * Creates what is not there yet, until a resource fails: that one is kept among the failed, with the id that it
 * answered. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export async function createWithoutRollback(
  template: Template,
  resources: Map<string, Deployed>,
  failed: Deployed[],
  talk: ReturnType<typeof conversation>,
): Promise<'CREATE_COMPLETE' | 'CREATE_FAILED'> {
  for (const resource of template) {
    if (resources.has(resource.logicalId)) continue;
    const { done, deployed } = await talk.create(resource, resolve(resource, resources));
    if (!done) {
      failed.push(deployed);
      return 'CREATE_FAILED';
    }
    resources.set(resource.logicalId, deployed);
  }
  return 'CREATE_COMPLETE';
}
