import type { Chart } from './chart.ts';
import { table as markdownTable, prose } from './markdown.ts';

export type Cell = string | number;
/** By column, in the columns' order; every row has the same ones. */
export type Row = Readonly<Record<string, Cell>>;

export interface Report {
  readonly title: string;
  /** Measured on this machine, played through a model, or added up from a price list or a count. */
  readonly kind?: 'measured' | 'simulated' | 'computed';
  readonly rows: readonly Row[];
  /** Sentences on how to read the figures, and what they leave out. */
  readonly notes: readonly string[];
  readonly svg?: string;
  readonly chart?: Chart;
}

export interface Options {
  /** Told how far it is. */
  readonly progress?: (line: string) => void;
}
export type Benchmark = (options?: Options) => Promise<Report>;

/** The report for a terminal. */
export function asText({ title, kind, rows, notes }: Report): string {
  const lines = [kind ? `${title} (${kind})` : title, '', ...table(rows), ''];
  return [...lines, ...notes.map((note) => `- ${note}`), ''].join('\n');
}

/** Rows below one another, figures to the right. */
export function table(rows: readonly Row[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const isFigure = columns.map((column) => rows.every((row) => typeof row[column] === 'number'));
  return cells.map((line) =>
    line
      .map((cell, index) =>
        isFigure[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** For a document. */
export function asMarkdown({ rows, notes }: Report): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => prose(String(row[column]))));
  const said = notes.map((note) => `- ${prose(note)}`);
  return [markdownTable(columns.map(prose), cells), '', ...said].join('\n');
}
