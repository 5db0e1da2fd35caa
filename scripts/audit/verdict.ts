import type { Progress } from '../lib/progress.ts';
import { countByPack } from './counts.ts';
import type { Finding } from './finding.ts';
import { type Exception, judge, keyOf } from './judge.ts';
import { written } from './report.ts';
import { PEER } from './targets.ts';

/** Shows what the findings come to, and says whether each has its reason and each reason a finding. */
export function showVerdict(
  progress: Progress,
  findings: readonly Finding[],
  exceptions: readonly Exception[],
): boolean {
  const ours = findings.filter(({ target }) => target !== PEER);
  const { unexplained, unused } = judge(ours, exceptions);
  const without = (pack: string) => unexplained.filter(({ tool }) => tool === pack).length;
  const rows = countByPack(findings).map(({ pack, defaults, everything, peer }) => [
    pack,
    written(defaults),
    written(everything),
    String(without(pack)),
    written(peer),
  ]);
  const head = ['rules', 'ours, by default', 'with every parameter', 'without a reason', 'pepperize'];
  for (const row of [head, ...rows])
    progress.say(
      row
        .map((cell) => cell.padEnd(22))
        .join('')
        .trimEnd(),
    );
  for (const finding of unexplained)
    progress.saw(`a reason for ${keyOf(finding)} (${finding.target})`, false, finding.message);
  progress.saw('each finding has a reason', unexplained.length === 0);
  for (const key of unused) progress.saw(`a finding for the exception ${key}`, false);
  progress.saw('each reason has a finding', unused.length === 0);
  return unexplained.length + unused.length === 0;
}
