import type { Report } from '../../lib/report.ts';
import { install } from '../environment/install.ts';
import { type Stage, startStage } from '../function/stage.ts';
import { creation } from '../function/subject.ts';
import { REPLY_FAULTS, type ReplyFault } from './faults.ts';
import { type Helper, helpers } from './helpers.ts';
import { judge } from './judge.ts';
import { play } from './play.ts';
import { type Outcome, scoreReport } from './score.ts';

/** Enough that those that wait for their end do not hold up the others. */
const AT_ONCE = 12;

/** What this project's protocol and the peers' make of eight things that may happen to an answer. Takes about a minute. */
export async function replyFaults({ progress }: { progress: (line: string) => void }): Promise<Report> {
  await install(progress);
  const stage = await startStage();
  try {
    stage.services.parameters.reset(Object.fromEntries(REPLY_FAULTS.map(({ text }) => [text, text])));
    const all = await helpers(stage);
    const cases = REPLY_FAULTS.flatMap((fault) => all.map((helper) => ({ fault, helper })));
    const waiting = [...cases];
    const outcomes: Outcome[] = [];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        outcomes.push(await meet(next.fault, next.helper, stage));
        progress(`${outcomes.length} of ${cases.length}: ${next.helper.name}, ${next.fault.name}`);
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

async function meet(fault: ReplyFault, helper: Helper, stage: Stage): Promise<Outcome> {
  const place = stage.responses.open(...fault.fates);
  const { event } = creation('Custom::Thing', helper.properties(fault.text), place);
  const { end, seconds } = await play(helper, event);
  return { fault, helper: helper.name, verdict: judge(fault, { puts: place.puts, end, seconds }) };
}
