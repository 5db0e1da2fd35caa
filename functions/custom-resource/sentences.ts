import type { Sentences } from '../sentence.ts';

const STRANGER = 'Somebody other than CloudFormation invoked the function.';
const OUR_FAULT = 'A fault of this project: please report it';

/** What a function says of an event, whatever its resource is. */
export const FAILURES = {
  outOfTime: {
    message: 'The function ran out of time.',
    cause: 'GitLab or AWS did not answer for minutes.',
    advice: 'Something did not answer for minutes: see the function’s log, then try again.',
  },
  onCreate: {
    message:
      'If this was the first deployment of the stack, delete the stack before the next one: sam delete.',
    cause: 'A first deployment failed, and CloudFormation updates no such stack.',
    advice:
      'The end of each reason of a create. See [a first deployment that failed](#a-first-deployment-that-failed).',
  },
  unexpected: {
    message: 'The function failed unexpectedly: {error}: {message}',
    cause: 'A fault of this project.',
    advice: `${OUR_FAULT} with the function’s log.`,
  },
  tooMuchData: {
    message: 'The resource answered more Data than CloudFormation takes (4096 bytes).',
    cause: 'A fault of this project.',
    advice: `${OUR_FAULT}.`,
  },
  otherStack: {
    message: 'The event is of another stack.',
    cause: 'Somebody other than CloudFormation invoked the function.',
    advice: 'Somebody else invoked the function: see CloudTrail.',
  },
  unknownType: {
    message: 'The event has an unknown RequestType.',
    cause: 'Somebody other than CloudFormation invoked the function.',
    advice: STRANGER,
  },
  lacks: {
    message: 'The event lacks {fields}.',
    cause: 'Somebody other than CloudFormation invoked the function.',
    advice: STRANGER,
  },
} as const satisfies Sentences;

/** What is in its log beside the answer. */
export const NOTES = {
  rollBackUnseen: {
    message: 'Whether the stack is being rolled back could not be seen: {why}',
    cause: 'A policy refuses the look at the stack.',
    advice:
      'In the log only: what the reason names is to be mended. An update of which that is not known goes on with a runner that GitLab does not know, and a roll-back may fail.',
  },
  successorUnseen: {
    message: 'Whether another create has succeeded since the one that is cleaned up could not be seen: {why}',
    cause: 'A policy refuses the look at the stack.',
    advice:
      'In the log only: what the reason names is to be mended. It matters after a create with `--disable-rollback` that was not answered, whose clean-up then takes what a later create made.',
  },
} as const satisfies Sentences;

/** What is in its log only, as there is nobody to answer to. */
export const UNANSWERED = {
  tooLong: {
    message: 'The event is too long to be answered.',
    cause: 'Somebody other than CloudFormation invoked the function.',
    advice: `In the log only. ${STRANGER}`,
  },
  noAddress: {
    message: 'The event has no https ResponseURL: nothing was done.',
    cause: 'Somebody other than CloudFormation invoked the function.',
    advice: `In the log only. ${STRANGER}`,
  },
  notTaken: {
    message: 'CloudFormation did not take the answer ({reason}) at {host}.',
    cause: 'The subnets in `FunctionSubnetIds` have no way to Amazon S3.',
    advice:
      'In the log only. Lambda delivers the event again; with FunctionSubnetIds see that [Amazon S3 can be reached](network.md#a-gitlab-with-private-addresses).',
  },
} as const satisfies Sentences;
