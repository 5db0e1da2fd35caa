import { prose, table } from '../lib/markdown.ts';
import type { Report } from '../lib/report.ts';
import { describeMachine, type Machine } from './machine.ts';

/** Everything that one run of `npm run bench` found. */
export interface Run {
  /** `2026-11-24` */
  readonly date: string;
  readonly machine: Machine;
  readonly minutes: number;
  /** By the name of their plot. */
  readonly reports: Readonly<Record<string, Report>>;
  /** Why something was not measured. */
  readonly missing: readonly string[];
}

/** What docs/benchmarks.md ends with. */
const TESTING = '## Fuzzers and mutants';

/** docs/benchmarks.md; `testing` is docs/mutation.md. */
export function document(run: Run, testing: string): string {
  const { date, machine, minutes, reports, missing } = run;
  const text = `# Benchmarks

Written by \`npm run bench\` on ${date}; what is changed here by hand is lost. It took ${minutes.toFixed(0)} minutes on ${describeMachine(machine)}. Absolute times do not travel: compare rows of one table, and run it on your own machine. \`--only NAME\` runs one benchmark, \`dist/benchmarks.json\` has all figures.

**Measured** was timed or counted here, **simulated** was played through a model, **computed** was added up from counts and price lists. Nothing was measured in Lambda or on an AWS account.
${missing.map((why) => `\n**Not in this run:** ${prose(why)}\n`).join('')}
${Object.entries(reports)
  .map(([name, report]) => section(name, report))
  .join('\n')}
${TESTING}
`;
  return withTesting(text, testing);
}

/** The document with its last section, which repeats docs/mutation.md, written anew. */
export function withTesting(text: string, testing: string): string {
  const before = text.slice(0, text.lastIndexOf(TESTING));
  return `${before}${TESTING}\n\nAs [fuzzing and mutation testing](mutation.md) has it.\n\n${demoted(testing)}`;
}

function section(name: string, { title, kind, rows, notes, svg }: Report): string {
  const head = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => head.map((column) => prose(String(row[column]))));
  const plot = svg ? `![${title}](images/${plotName(name)})\n\n` : '';
  return `## ${title}

*${kind?.[0]?.toUpperCase()}${kind?.slice(1)}.*

${plot}${table(head.map(prose), cells)}

${notes.map((note) => `- ${prose(note)}`).join('\n')}
`;
}

export const plotName = (name: string): string => `bench-${name}.svg`;

/** From its first section on, one level deeper. */
const demoted = (text: string): string =>
  text.slice(Math.max(0, text.search(/^## /m))).replace(/^#+ /gm, '#$&');
