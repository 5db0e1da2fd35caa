import type { Explained, Sentences } from '../sentence.ts';

/** What a function says of an event, whatever its resource is. */
export const FAILURES = {
  outOfTime: 'The function ran out of time.',
  onCreate:
    'If this was the first deployment of the stack, delete the stack before the next one: sam delete.',
  unexpected: 'The function failed unexpectedly: {error}: {message}',
  tooMuchData: 'The resource returned more Data than CloudFormation takes (4096 bytes).',
  otherStack: 'The event is of another stack.',
  unknownType: 'The event has an unknown RequestType.',
  lacks: 'The event lacks {fields}.',
} as const satisfies Sentences;

/** What is in its log beside the response. */
export const NOTES = {
  rollBackUnseen: 'Whether the stack is being rolled back could not be seen: {why}',
  successorUnseen:
    'Whether another create has succeeded since the one that is cleaned up could not be seen: {why}',
} as const satisfies Sentences;

/** What is in its log only, as there is nobody to respond to. */
export const UNDELIVERABLE = {
  tooLong: 'The event is too long for a response.',
  noAddress: 'The event has no https ResponseURL: nothing was done.',
  notTaken: 'CloudFormation did not take the response ({reason}) at {host}.',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    outOfTime: {
      cause: 'GitLab or AWS did not respond for minutes.',
      advice: 'Something did not respond for minutes: see the function’s log, then try again.',
    },
    onCreate: {
      cause: 'A first deployment failed, and CloudFormation updates no such stack.',
      advice:
        'The end of each reason of a create. See [a first deployment that failed](troubleshooting.md#a-first-deployment-that-failed).',
    },
    unexpected: {
      cause: 'A fault of this project.',
      advice: 'A fault of this project: please report it with the function’s log.',
    },
    tooMuchData: {
      cause: 'A fault of this project.',
      advice: 'A fault of this project: please report it.',
    },
    otherStack: {
      cause: 'Somebody other than CloudFormation invoked the function.',
      advice: 'Somebody else invoked the function: see CloudTrail.',
    },
    unknownType: {
      cause: 'Somebody other than CloudFormation invoked the function.',
      advice: 'Somebody other than CloudFormation invoked the function.',
    },
    lacks: {
      cause: 'Somebody other than CloudFormation invoked the function.',
      advice: 'Somebody other than CloudFormation invoked the function.',
    },
  },
  NOTES: {
    rollBackUnseen: {
      cause: 'A policy refuses the look at the stack.',
      advice:
        'In the log only: what the reason names must be corrected. An update of which that is not known goes on with a runner that GitLab does not know, and a rollback may fail.',
    },
    successorUnseen: {
      cause: 'A policy refuses the look at the stack.',
      advice:
        'In the log only: what the reason names must be corrected. It matters after a create with `--disable-rollback` that got no response, whose clean-up then takes what a later create made.',
    },
  },
  UNDELIVERABLE: {
    tooLong: {
      cause: 'Somebody other than CloudFormation invoked the function.',
      advice: 'In the log only. Somebody other than CloudFormation invoked the function.',
    },
    noAddress: {
      cause: 'Somebody other than CloudFormation invoked the function.',
      advice: 'In the log only. Somebody other than CloudFormation invoked the function.',
    },
    notTaken: {
      cause: 'The subnets in `FunctionSubnetIds` have no route to Amazon S3.',
      advice:
        'In the log only. Lambda delivers the event again; with FunctionSubnetIds see that [Amazon S3 can be reached](network.md#a-gitlab-with-private-addresses).',
    },
  },
} satisfies Explained<{
  FAILURES: typeof FAILURES;
  NOTES: typeof NOTES;
  UNDELIVERABLE: typeof UNDELIVERABLE;
}>;
