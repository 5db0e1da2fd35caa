import { saidBy } from './message.ts';

/** What the registration may say of its parameters and of Parameter Store. */
export const REGISTRATION = [
  ...saidBy('functions/registration/complete.ts', [
    [
      'The resource was deleted while its runner was being registered.',
      'The runner was taken out again. Nothing is to be done.',
    ],
    [
      '{why} Runner {id} at {GitLab} could not be removed again: delete it in GitLab.',
      'Its token was not stored, so nobody has it.',
    ],
  ]),
  ...saidBy('functions/registration/claim.ts', [
    [
      'The time ran out while another invocation was registering the runner: try again.',
      'After a delete that failed so, do what the sentence goes on to say.',
    ],
  ]),
  ...saidBy('functions/registration/record.ts', [
    [
      "The parameter {name} exists and is not this stack's: look at it, remove it, and try again.",
      'Somebody wrote or changed it by hand.',
    ],
  ]),
  ...saidBy('functions/registration/aws/read-source.ts', [
    [
      '{name} could not be read ({code}): does it exist in this region, and is its key usable?',
      'The name is that of `GitLabTokenSource` or `GitLabCaCertificate`. A key of your own must let IAM policies decide.',
    ],
    [
      '{name} holds no text.',
      'It is empty or binary. A secret must be the plain token: one in JSON is refused by GitLab (401).',
    ],
  ]),
  ...saidBy('functions/registration/properties.ts', [
    [
      "The runner's parameters cannot work: {faults}.",
      'Each fault names its parameter. With a runner token, tags and settings are set in GitLab, and the parameters stay at their defaults.',
    ],
  ]),
];
