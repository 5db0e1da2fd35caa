import type { Explained, Sentences } from '../sentence.ts';

/** What is said of a call that AWS refused or did not respond to; {detail} is AWS's own sentence where that helps. */
export const FAILURES = {
  denied:
    "{action} failed with {code}: allow it in the function's role, its permissions boundary and the organisation's policies{detail}.",
  failed: '{action} failed with {code}: try again, and see the function log if it stays so{detail}.',
  endless: 'AWS returned more than {most} pages of one list: try again.',
  outOfTime: 'The time ran out at {action}: try again.',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    denied: {
      cause:
        'A permissions boundary or a policy of the organisation refuses the action to the stack’s roles.',
      advice: 'At `ssm:GetParameter` or `ssm:PutParameter`: see the policy of `TokenKeyArn`, too.',
    },
    failed: {
      cause: 'The service is busy or disturbed for longer than was waited.',
      advice: 'With a KMS error: see that the key is enabled and not about to be deleted.',
    },
    endless: {
      cause: 'The account has far more of these than a stack needs.',
      advice: 'Should it stay so, report it with the function’s log.',
    },
    outOfTime: {
      cause: 'AWS did not respond: in `FunctionSubnetIds` there is no route to its services.',
      advice: 'See [a GitLab with private addresses](network.md#a-gitlab-with-private-addresses).',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES }>;
