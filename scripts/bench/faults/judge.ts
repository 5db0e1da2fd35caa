import type { Put } from '../function/response-urls.ts';
import type { ReplyFault } from './faults.ts';

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

/** CloudFormation takes no more of an answer. */
const MOST_BYTES = 4096;

/** Whether a fault ended as it should. */
export function judge({ wanted, text }: ReplyFault, observed: Observed): Verdict {
  const taken = observed.puts.find(({ status }) => status === 200);
  const bytes = Buffer.byteLength(taken?.body ?? '');
  if (wanted === 'loud') return { isRight: observed.end === 'threw', saw: outcome(observed) };
  if (!taken) return { isRight: false, saw: `the answer is lost: ${outcome(observed)}` };
  const answer = parse(taken.body);
  if (!answer) return { isRight: false, saw: `an answer that is cut short: ${bytes} bytes that are no JSON` };
  if (bytes > MOST_BYTES)
    return { isRight: false, saw: `${bytes} bytes, which CloudFormation does not take` };
  if (wanted === 'refused')
    return { isRight: answer.Status === 'FAILED', saw: `${answer.Status} in ${bytes} bytes` };
  const isWhole = answer.Status === 'SUCCESS' && Object.values(answer.Data ?? {}).includes(text);
  if (!isWhole)
    return {
      isRight: false,
      saw: `${answer.Status} is taken for a success, ${Math.round(observed.seconds)} s later`,
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

interface Answer {
  readonly Status?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

function parse(body: string): Answer | undefined {
  try {
    return JSON.parse(body) as Answer;
  } catch {
    return undefined;
  }
}
