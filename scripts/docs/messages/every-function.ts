import { saidBy } from './message.ts';

/** What each of the functions may say, whatever it is for. */
export const EVERY_FUNCTION = [
  ...saidBy('functions/aws/errors.ts', [
    [
      '{action} failed with {code}: {what to do}. AWS says: {why}',
      'With AccessDenied at `ssm:GetParameter` or `ssm:PutParameter`: see the policy of `TokenKeyArn`, too. With a KMS error: see that the key is enabled and not about to be deleted.',
    ],
    ['The time ran out at {action}: try again.', ''],
  ]),
  ...saidBy('functions/custom-resource/handler.ts', [
    [
      'The function ran out of time.',
      'Something did not answer for minutes: see the function’s log, then try again.',
    ],
  ]),
  ...saidBy('functions/custom-resource/dispatch.ts', [
    [
      'The function failed unexpectedly: {error}: {message}',
      'A fault of this project: please report it with the function’s log.',
    ],
  ]),
  ...saidBy('functions/custom-resource/response.ts', [
    [
      'The resource answered more Data than CloudFormation takes (4096 bytes).',
      'A fault of this project: please report it.',
    ],
    [
      'The event is too long to be answered.',
      'In the log only. Somebody other than CloudFormation invoked the function.',
    ],
  ]),
  ...saidBy('functions/custom-resource/event.ts', [
    ['The event is of another stack.', 'Somebody else invoked the function: see CloudTrail.'],
    ['The event has an unknown RequestType.', 'Somebody other than CloudFormation invoked the function.'],
    ['The event lacks {fields}.', 'Somebody other than CloudFormation invoked the function.'],
    [
      'The event has no https ResponseURL: nothing was done.',
      'In the log only. Somebody other than CloudFormation invoked the function.',
    ],
  ]),
  ...saidBy('functions/custom-resource/send-response.ts', [
    [
      'CloudFormation did not take the answer ({why}) at {host}.',
      'In the log only. Lambda delivers the event again; with FunctionSubnetIds see that [Amazon S3 can be reached](network.md#a-gitlab-with-private-addresses).',
    ],
  ]),
];
