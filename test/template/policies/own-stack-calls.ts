import { type Call, on } from './call.ts';
import { OTHER_STACK, STACK } from './sample.ts';

const CODE = 'functions/aws/own-stack.ts';
const ITS_OWN = { own: [STACK], others: [OTHER_STACK] };

/** What a function asks of CloudFormation about the stack that it is a part of: on the Delete of a failed Create. */
export const SUCCESSOR: readonly Call[] = on(CODE, ITS_OWN, 'cloudformation:DescribeStackResource');

/** And before an Update fails that may be one of a rollback. */
export const ROLL_BACK: readonly Call[] = on(CODE, ITS_OWN, 'cloudformation:DescribeStacks');
