import { type Call, on } from './call.ts';
import { OTHER_STACK, STACK } from './sample.ts';

/** What a function asks of CloudFormation about the stack that it is a part of. */
export const SUCCESSOR: readonly Call[] = on(
  'functions/aws/own-stack.ts',
  { own: [STACK], others: [OTHER_STACK] },
  'cloudformation:DescribeStackResource',
);
