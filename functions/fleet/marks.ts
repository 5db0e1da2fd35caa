import type { Reading } from '../custom-resource/reading.ts';
import type { Instance } from './ports.ts';

/** What the machines are known by that docker-machine makes outside the stack. */
export interface Marks {
  /** The value of their tag `gitlab-runner-stack`: the stack's ARN. */
  readonly stackTag: string;
  /** In the names of their key pairs: `gitlab-runner-`, eight digits of the stack's GUID, `-`. */
  readonly keyNamePart: string;
  readonly securityGroupId: string;
}

export const STACK_TAG = 'gitlab-runner-stack';
export const GROUP_TAG = 'aws:autoscaling:groupName';

/**
 * Whether docker-machine made the instance for this stack. A spot instance has no tags at first, and none at
 * all when tagging failed: then the names that docker-machine gives decide. An instance of an Auto Scaling
 * group is never docker-machine's, though the stack's own groups carry its tag.
 */
export function isMachineOf(instance: Instance, { stackTag, keyNamePart, securityGroupId }: Marks): boolean {
  if (instance.tags[GROUP_TAG] !== undefined) return false;
  const tag = instance.tags[STACK_TAG];
  if (tag !== undefined) return tag === stackTag;
  return instance.keyName.includes(keyNamePart) && instance.securityGroupIds.includes(securityGroupId);
}

/** The marks, read by the names they have where they come from. */
export function readMarks(
  { matching }: Reading,
  { stackTag, keyNamePart, securityGroupId }: Readonly<Record<keyof Marks, string>>,
): Marks {
  const stack = /^arn:[^:]+:cloudformation:[^:]+:\d+:stack\/[^/]+\/.+$/;
  return {
    stackTag: matching(stackTag, stack, "the stack's ARN"),
    // A shorter one would be found in the names of others.
    keyNamePart: matching(keyNamePart, /^gitlab-runner-[0-9a-f]{8}-$/, 'like gitlab-runner-0a1b2c3d-'),
    securityGroupId: matching(securityGroupId, /^sg-[0-9a-f]+$/, 'like sg-0123456789abcdef0'),
  };
}
