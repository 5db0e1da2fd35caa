import { AwsError, DENIED, OutOfTime } from '../../aws/errors.ts';
import type { Report } from '../report.ts';

// What AWS did not answer is a finding like others: it must not hide them.

/** What there is no answer without; undefined, and why, when AWS does not say it. */
export async function find<T>(found: Promise<T>, report: Report): Promise<T | undefined> {
  return found.catch((failure: unknown) => {
    const { action, code: error } = unanswered(failure);
    report(`call-${kindOf(error)}`, { action, error });
    return undefined;
  });
}

/** A check that can be done without; what could not be seen is reported. */
export async function tryTo(what: string, check: Promise<void> | undefined, report: Report): Promise<void> {
  await check?.catch((failure: unknown) => {
    const { action, code: error } = unanswered(failure);
    report('unseen', { what, action, error });
  });
}

function unanswered(failure: unknown): AwsError | OutOfTime {
  if (failure instanceof AwsError || failure instanceof OutOfTime) return failure;
  throw failure;
}

function kindOf(code: string): 'denied' | 'unanswered' | 'failed' {
  if (DENIED.test(code)) return 'denied';
  return /abort|timeout|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONN|EPIPE|UNREACH/i.test(code)
    ? 'unanswered'
    : 'failed';
}
