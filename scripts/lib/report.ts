export type Cell = string | number;
/** By column, in the columns' order; every row has the same ones. */
export type Row = Readonly<Record<string, Cell>>;

export interface Report {
  readonly title: string;
  /** Measured on this machine, played through a model, or added up from a price list or a count. */
  readonly kind: 'measured' | 'simulated' | 'computed';
  readonly rows: readonly Row[];
  /** Sentences on how to read the figures, and what they leave out. */
  readonly notes: readonly string[];
  readonly svg?: string;
}

export interface Options {
  /** Told how far it is. */
  readonly progress?: (line: string) => void;
}
export type Benchmark = (options?: Options) => Promise<Report>;

/** The report for a terminal. */
export function asText({ title, kind, rows, notes }: Report): string {
  const lines = [`${title} (${kind})`, '', ...table(rows), ''];
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

/** RFC 4180. */
export function asCsv(rows: readonly Row[]): string {
  const quoted = (cell: Cell) =>
    /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell;
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}
