import type { Fate, Put } from './response-urls.ts';

/** Something that goes wrong, or not, between a function and CloudFormation's response URL. */
export interface ReplyFault {
  readonly name: string;
  /** What the PUTs meet, one after the other; the last forever. */
  readonly fates: readonly Fate[];
  /** What the resource has to respond as its Data. */
  readonly text: string;
  /** The right outcome: the response is taken; the function fails, so that Lambda knows; or FAILED is taken, within the limit. */
  readonly wanted: 'taken' | 'loud' | 'refused';
}

const SHORT = 'done';

/** The waiting ones come first, so that the others can be played meanwhile. */
export const REPLY_FAULTS: readonly ReplyFault[] = [
  { name: 'a server that hangs once', fates: ['hang', 200], text: SHORT, wanted: 'taken' },
  { name: '500 forever', fates: [500], text: SHORT, wanted: 'loud' },
  { name: '403: the URL has expired', fates: [403], text: SHORT, wanted: 'loud' },
  { name: '200', fates: [200], text: SHORT, wanted: 'taken' },
  { name: '503 once', fates: [503, 200], text: SHORT, wanted: 'taken' },
  { name: 'a connection that is reset once', fates: ['reset', 200], text: SHORT, wanted: 'taken' },
  { name: 'Data that is not ASCII', fates: [200], text: 'Grüße, 東京', wanted: 'taken' },
  { name: '6 KB of Data', fates: [200], text: 'x'.repeat(6 * 1024), wanted: 'refused' },
];

/** What came of one fault. */
export interface Observed {
  readonly puts: readonly Put[];
  /** `cut off`: it still waited when its time was over, and Lambda ended it. */
  readonly end: 'returned' | 'threw' | 'cut off';
  readonly seconds: number;
}
export interface Verdict {
  readonly isRight: boolean;
  /** A few words. */
  readonly saw: string;
}

/** CloudFormation takes no more of a response. */
const MOST_BYTES = 4096;

/** Whether a fault ended as it should. */
export function judge({ wanted, text }: ReplyFault, observed: Observed): Verdict {
  const taken = observed.puts.find(({ status }) => status === 200);
  const bytes = Buffer.byteLength(taken?.body ?? '');
  if (wanted === 'loud') return { isRight: observed.end === 'threw', saw: outcome(observed) };
  if (!taken) return { isRight: false, saw: `the response is lost: ${outcome(observed)}` };
  const response = parse(taken.body);
  if (!response)
    return { isRight: false, saw: `a response that is cut short: ${bytes} bytes that are no JSON` };
  if (bytes > MOST_BYTES)
    return { isRight: false, saw: `${bytes} bytes, which CloudFormation does not take` };
  if (wanted === 'refused')
    return { isRight: response.Status === 'FAILED', saw: `${response.Status} in ${bytes} bytes` };
  const isWhole = response.Status === 'SUCCESS' && Object.values(response.Data ?? {}).includes(text);
  if (!isWhole)
    return {
      isRight: false,
      saw: `${response.Status} is taken for a success, ${Math.round(observed.seconds)} s later`,
    };
  return { isRight: true, saw: `taken, PUT ${observed.puts.length}` };
}

function outcome({ puts, end, seconds }: Observed): string {
  const tries = `${puts.length} ${puts.length === 1 ? 'PUT' : 'PUTs'}`;
  const statuses = new Set(puts.flatMap(({ body }) => parse(body)?.Status ?? []));
  const flips = statuses.size > 1 ? ', SUCCESS and then FAILED' : '';
  const ends = {
    returned: 'ends as if all were well',
    threw: 'fails loudly',
    'cut off': 'waits until Lambda ends it',
  };
  return `${ends[end]} after ${tries} in ${Math.round(seconds)} s${flips}`;
}

interface Response {
  readonly Status?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

function parse(body: string): Response | undefined {
  try {
    return JSON.parse(body) as Response;
  } catch {
    return undefined;
  }
}
