import { table } from '../lib/markdown.ts';
import type { Report } from '../lib/report.ts';
import { type Candidate, measureAll } from './compare.ts';
import type { Inputs } from './inputs.ts';
import type { Trace } from './job.ts';
import { PEERS } from './peers.ts';
import { cheapestUnshared } from './recommend.ts';
import { rowOf } from './sizing-report.ts';

const SECTION = /<!-- simulated: (\w+) -->\n[\s\S]*?<!-- \/simulated -->/g;

/** docs/sizing.md with what stands between its markers as the report has it. */
export function withFigures(
  text: string,
  report: Report,
  { trace, candidates, inputs, wait }: Simulated,
): string {
  const sections: Readonly<Record<string, () => string>> = {
    table: () => `${markdown(report.rows)}\n\n${report.notes.map((note) => `- ${note}`).join('\n')}`,
    equal: () => markdown(equallyQuick(trace, candidates, inputs, wait).map(rowOf)),
    sources: () => PEERS.map(({ name, are, source }) => `- ${name}, ${are}: ${source}`).join('\n'),
  };
  return text.replace(
    SECTION,
    (_, name: string) => `<!-- simulated: ${name} -->\n\n${sections[name]?.() ?? ''}\n\n<!-- /simulated -->`,
  );
}

export interface Simulated {
  readonly trace: Trace;
  readonly candidates: readonly Candidate[];
  readonly inputs: Inputs;
  readonly wait: number;
}

/** What is recommended beside the peers, if their workers were ready as soon. */
function equallyQuick(trace: Trace, candidates: readonly Candidate[], inputs: Inputs, wait: number) {
  const recommended = cheapestUnshared(candidates, wait);
  const peers = candidates.filter(({ kind }) => kind === 'peer');
  const boot = inputs.bootSeconds['docker-autoscaler'];
  const bootSeconds = { 'docker-autoscaler': boot, 'docker+machine': boot };
  return measureAll(trace, [...(recommended ? [recommended] : []), ...peers], { ...inputs, bootSeconds });
}

function markdown(rows: Report['rows']): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => String(row[column])));
  return table(columns, cells);
}
