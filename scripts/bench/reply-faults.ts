import type { Report, Row } from '../lib/report.ts';
import type { Options } from './benchmark.ts';
import { install } from './environment.ts';
import { invoke } from './invoke.ts';
import { judge, REPLY_FAULTS, type ReplyFault, type Verdict } from './judge.ts';
import { type Helper, helpers } from './peers.ts';
import { creation, type Stage, startStage } from './stage.ts';

export interface Outcome {
  readonly fault: ReplyFault;
  readonly helper: string;
  readonly verdict: Verdict;
}

/** Enough that those that wait for their end do not hold up the others. */
const AT_ONCE = 12;

/** What this project's protocol and the peers' make of what may happen to a response. Takes about a minute. */
export async function replyFaults({ progress }: Options): Promise<Report> {
  await install();
  const stage = await startStage();
  try {
    stage.aws.parameters.reset(REPLY_FAULTS.map(({ text }) => text));
    const all = await helpers(stage);
    const waiting = REPLY_FAULTS.flatMap((fault) => all.map((helper) => ({ fault, helper })));
    const outcomes: Outcome[] = [];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        outcomes.push(await meet(next.fault, next.helper, stage));
        progress(`${next.helper.name}: ${next.fault.name}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return scoreReport(
      all.map(({ name }) => name),
      outcomes,
    );
  } finally {
    await stage.stop();
  }
}

async function meet(fault: ReplyFault, helper: Helper, { responses }: Stage): Promise<Outcome> {
  const place = responses.open(...fault.fates);
  const { end, first } = await invoke(helper, creation(place.url, helper.properties(fault.text)));
  return {
    fault,
    helper: helper.name,
    verdict: judge(fault, { puts: place.puts, end, seconds: first / 1000 }),
  };
}

/** A row for each fault with what each helper made of it, and the scores. The first helper is this project's. */
export function scoreReport(names: readonly string[], outcomes: readonly Outcome[]): Report {
  const found = (fault: ReplyFault, name: string) =>
    outcomes.find((one) => one.fault === fault && one.helper === name)?.verdict;
  const right = (name: string) => REPLY_FAULTS.filter((fault) => found(fault, name)?.isRight === true).length;
  const row = (what: string, cell: (name: string) => string): Row => ({
    'the response meets': what,
    ...Object.fromEntries(names.map((name) => [name, cell(name)])),
  });
  const written = (verdict?: Verdict) =>
    verdict ? `${verdict.isRight ? '✓' : '✗'} ${verdict.saw}` : 'not played';
  return {
    title: "What becomes of a custom resource's response",
    rows: [
      ...REPLY_FAULTS.map((fault) => row(fault.name, (name) => written(found(fault, name)))),
      row('right', (name) => `${right(name)} of ${REPLY_FAULTS.length}`),
    ],
    notes: NOTES,
  };
}

const NOTES = [
  "Each helper in a process of its own, under Lambda's own runtime client, with a real HTTPS server on this machine in the place of CloudFormation's URL.",
  'Right is: the whole response is taken; where none can be delivered the function fails, so that Lambda knows and gives it the event again; more Data than CloudFormation takes (4096 bytes) is answered with FAILED.',
  'A function has 60 s. One that still waits then has told nobody anything, and CloudFormation waits on for its own time-out.',
];
