import type { Report, Row } from '../../lib/report.ts';
import { drawBars } from '../report-bars.ts';
import { REPLY_FAULTS, type ReplyFault } from './faults.ts';
import type { Verdict } from './judge.ts';
import { TIMEOUT } from './play.ts';

export interface Outcome {
  readonly fault: ReplyFault;
  readonly helper: string;
  readonly verdict: Verdict;
}

/** A row for each fault with what each helper made of it, and the scores. The first helper is this project's. */
export function scoreReport(helpers: readonly string[], outcomes: readonly Outcome[]): Report {
  const found = (fault: ReplyFault, helper: string) =>
    outcomes.find((one) => one.fault === fault && one.helper === helper)?.verdict;
  const right = (helper: string) =>
    REPLY_FAULTS.filter((fault) => found(fault, helper)?.isRight === true).length;
  const rowOf = (fault: ReplyFault): Row => ({
    'the reply meets': fault.name,
    ...Object.fromEntries(helpers.map((helper) => [helper, written(found(fault, helper))])),
  });
  const scores = Object.fromEntries(
    helpers.map((helper) => [helper, `${right(helper)} of ${REPLY_FAULTS.length}`]),
  );
  const title = "What becomes of a custom resource's answer";
  return {
    title,
    kind: 'measured',
    rows: [...REPLY_FAULTS.map(rowOf), { 'the reply meets': 'right', ...scores }],
    notes: NOTES,
    svg: drawBars({
      title,
      unit: `right outcomes of ${REPLY_FAULTS.length}`,
      bars: helpers.map((name, index) => ({
        ...{ name, look: index === 0 ? 'third' : 'second', parts: [right(name)] },
        label: scores[name] ?? '',
      })),
    }),
  };
}

const written = (verdict: Verdict | undefined) =>
  verdict ? `${verdict.isRight ? '✓' : '✗'} ${verdict.saw}` : 'not played';

const NOTES = [
  "Each helper in a process of its own, under Lambda's own runtime client, with a real HTTPS server on this machine in the place of CloudFormation's address.",
  'Right is: the whole answer is taken; where none can be delivered the function fails, so that Lambda knows and gives it the event again; more Data than CloudFormation takes (4096 bytes) is answered with FAILED.',
  `A function has ${TIMEOUT / 1000} s. One that still waits then has told nobody anything, and CloudFormation waits on for its own time-out.`,
];
