import { DETECTION, HAND_OVER } from '../critical-path/durations.ts';
import { gaps } from '../critical-path/hand-over.ts';
import { table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';
import { shown } from './durations-table.ts';

/** For how long no manager asks for jobs, by what happens to the one that did. */
export function handOver(): string {
  const { planned, crash, hang, hook } = gaps(readTemplate());
  return table(
    ['The manager', 'Nobody asks for jobs for', 'In seconds'],
    [
      [
        'is replaced, by an update or after 30 days, and has no jobs',
        `at most ${planned.high} s`,
        shown(planned),
      ],
      ['crashes', `the boot of the next one, and ${planned.high} s`, shown(crash)],
      ['hangs', `the detection, the hook’s ${hook} s, and ${planned.high} s`, shown(hang)],
    ],
  );
}

/** The seconds that this is reckoned with. */
export function handOverSteps(): string {
  const rows = [...HAND_OVER, DETECTION].map(({ what, seconds, source }) => [what, shown(seconds), source]);
  return table(['Step', 'Seconds', 'Source'], rows);
}
