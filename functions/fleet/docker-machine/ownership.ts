import { GROUP_TAG, type Instance } from '../ports.ts';

/** What the machines are known by that docker-machine makes outside the stack. */
export interface Ownership {
  /** The value of their tag `gitlab-runner-stack`: the stack's ARN. */
  readonly stackTag: string;
  /** In the names of their key pairs: `gitlab-runner-`, eight digits of the stack's GUID, `-`. */
  readonly keyNamePart: string;
  readonly securityGroupId: string;
}

export const STACK_TAG = 'gitlab-runner-stack';

/**
 * Whether docker-machine made the instance for this stack. A spot instance has no tags at first, and none at
 * all when tagging failed: then the names that docker-machine gives decide. An instance of an Auto Scaling
 * group is never docker-machine's, though the stack's own groups carry its tag.
 */
export function isMachineOf(
  instance: Instance,
  { stackTag, keyNamePart, securityGroupId }: Ownership,
): boolean {
  if (instance.tags[GROUP_TAG] !== undefined) return false;
  const tag = instance.tags[STACK_TAG];
  if (tag !== undefined) return tag === stackTag;
  return instance.keyName.includes(keyNamePart) && instance.securityGroupIds.includes(securityGroupId);
}

/** The tags and names of the stack with this ARN. */
export function ownershipOf(stackId: string, securityGroupId: string): Ownership {
  const [, , guid = ''] = stackId.split('/');
  return { stackTag: stackId, keyNamePart: `gitlab-runner-${guid.slice(0, 8)}-`, securityGroupId };
}
