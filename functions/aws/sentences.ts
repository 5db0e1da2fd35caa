import type { Sentences } from '../sentence.ts';

/** What is said of a call that AWS refused or did not answer; {detail} is AWS's own sentence where that helps. */
export const FAILURES = {
  denied: {
    message:
      "{action} failed with {code}: allow it in the function's role, its permissions boundary and the organisation's policies{detail}.",
    advice: 'At `ssm:GetParameter` or `ssm:PutParameter`: see the policy of `TokenKeyArn`, too.',
  },
  failed: {
    message: '{action} failed with {code}: try again, and see the function log if it stays so{detail}.',
    advice: 'With a KMS error: see that the key is enabled and not about to be deleted.',
  },
  endless: { message: 'AWS answered with more than {most} pages of one list: try again.' },
  outOfTime: { message: 'The time ran out at {action}: try again.' },
} as const satisfies Sentences;
