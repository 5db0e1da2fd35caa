import { stripVTControlCharacters } from 'node:util';
import { type Facts, Unseen } from '../facts.ts';
import { judgeHours, judgeManager, judgeWorkers } from './instances.ts';
import { type Line, worst } from './line.ts';
import { judgeAlarms, judgeLeftovers } from './rest.ts';
import { judgeRunner, judgeToken } from './runner.ts';
import { judgeNewer, judgeStack } from './stack.ts';

const LAST_WORDS = 4;
const LONGEST = 200;

export interface Verdict {
  readonly health: Line['health'];
  readonly lines: readonly Line[];
  /** The end of the manager's log. */
  readonly words: readonly string[];
}

/** What the facts say, one line for each thing that was looked at. */
export function judge(facts: Facts): Verdict {
  const judges = [judgeRunner, judgeStack, judgeManager, judgeWorkers, judgeAlarms, judgeToken, judgeHours];
  const lines = [...judges, judgeLeftovers, judgeNewer].map((one) => one(facts));
  const { log } = facts;
  const said =
    log instanceof Unseen
      ? []
      : log.lines.map(({ text }) => stripVTControlCharacters(text).trim().slice(0, LONGEST));
  const words = said.filter(Boolean).slice(-LAST_WORDS);
  return { health: worst(lines), lines, words };
}
