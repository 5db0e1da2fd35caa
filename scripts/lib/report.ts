import { prose, table } from './markdown.ts';

export type Cell = string | number;
/** By column, in the columns' order; every row has the same ones. */
export type Row = Readonly<Record<string, Cell>>;

/** What a benchmark or a simulation found. */
export interface Report {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Sentences on how to read the figures, and what they leave out. */
  readonly notes: readonly string[];
}

/** For a terminal: rows below one another, figures to the right. */
export function asText({ title, rows, notes }: Report): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const isFigure = columns.map((column) => rows.every((row) => typeof row[column] === 'number'));
  const padded = (cell: string, index: number) =>
    isFigure[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
  const lines = cells.map((line) => line.map(padded).join('  ').trimEnd());
  return [title, '', ...lines, '', ...notes.map((note) => `- ${note}`), ''].join('\n');
}

/** For a document. */
export function asMarkdown({ rows, notes }: Report): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => prose(String(row[column]))));
  return [table(columns.map(prose), cells), '', ...notes.map((note) => `- ${prose(note)}`)].join('\n');
}
