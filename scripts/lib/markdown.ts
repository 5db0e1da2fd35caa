/** A table of cells that are Markdown already; a line break in one becomes a space. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Text as it is, to be copied: neither Markdown nor HTML happens in it. */
export const code = (text: string | number) => (text === '' ? '' : `\`${text}\``);

/** Prose that may hold what would be HTML or emphasis. */
export const prose = (text: string) => text.replace(/[<*]/g, (character) => `\\${character}`);
