import type { Fate } from '../function/response-urls.ts';

/** Something that goes wrong, or not, between a function and CloudFormation's response address. */
export interface ReplyFault {
  readonly name: string;
  /** What the PUTs meet, one after the other; the last for ever. */
  readonly fates: readonly Fate[];
  /** What the resource has to answer as its Data. */
  readonly text: string;
  /** The right outcome: the answer is taken; the function fails, so that Lambda knows; or FAILED is taken, within the limit. */
  readonly wanted: 'taken' | 'loud' | 'refused';
}

const SHORT = 'done';

/** The waiting ones come first, so that the others can be played meanwhile. */
export const REPLY_FAULTS: readonly ReplyFault[] = [
  { name: 'a server that hangs once', fates: ['hang', 200], text: SHORT, wanted: 'taken' },
  { name: '500 for ever', fates: [500], text: SHORT, wanted: 'loud' },
  { name: '403: the address has expired', fates: [403], text: SHORT, wanted: 'loud' },
  { name: '200', fates: [200], text: SHORT, wanted: 'taken' },
  { name: '503 once', fates: [503, 200], text: SHORT, wanted: 'taken' },
  { name: 'a connection that is reset once', fates: ['reset', 200], text: SHORT, wanted: 'taken' },
  { name: 'Data that is not ASCII', fates: [200], text: 'Grüße, 東京', wanted: 'taken' },
  { name: '6 KB of Data', fates: [200], text: 'x'.repeat(6 * 1024), wanted: 'refused' },
];
