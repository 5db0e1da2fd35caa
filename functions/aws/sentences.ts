import type { Sentences } from '../sentence.ts';

/** What is said of a call that AWS refused or did not answer; {detail} is AWS's own sentence where that helps. */
export const FAILURES = {
  denied: {
    message:
      "{action} failed with {code}: allow it in the function's role, its permissions boundary and the organisation's policies{detail}.",
    cause: 'A permissions boundary or a policy of the organisation refuses the action to the stack’s roles.',
    advice: 'At `ssm:GetParameter` or `ssm:PutParameter`: see the policy of `TokenKeyArn`, too.',
  },
  failed: {
    message: '{action} failed with {code}: try again, and see the function log if it stays so{detail}.',
    cause: 'The service is busy or disturbed for longer than was waited.',
    advice: 'With a KMS error: see that the key is enabled and not about to be deleted.',
  },
  endless: {
    message: 'AWS answered with more than {most} pages of one list: try again.',
    cause: 'The account has far more of these than a stack needs.',
    advice: 'Should it stay so, report it with the function’s log.',
  },
  outOfTime: {
    message: 'The time ran out at {action}: try again.',
    cause: 'AWS did not answer: in `FunctionSubnetIds` there is no way to its services.',
    advice: 'See [a GitLab with private addresses](network.md#a-gitlab-with-private-addresses).',
  },
} as const satisfies Sentences;
