// From meta.go (Key.String) and parse.go of github.com/BurntSushi/toml v1.6.0: which keys a file sets, and where.

/** A path as BurntSushi/toml writes it: `runners.docker."/x"`. */
export const written = (path: readonly string[]) =>
  path.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))).join('.');

/** The line of each key that a file sets by itself, the last one where there are more; tables that only lie on the way have none. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let table: readonly string[] = [];
  let inText = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.split(/"""|'''/).length % 2 === 0) inText = !inText;
    if (inText) continue;
    const header = /^\s*\[\[?(.*?)\]\]?\s*(#.*)?$/.exec(line)?.[1];
    const key = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line)?.[1];
    if (header !== undefined) table = split(header);
    if (header !== undefined || key !== undefined)
      lines.set(written([...table, ...split(key ?? '')]), index + 1);
  }
  return lines;
}

const split = (dotted: string): readonly string[] =>
  [...dotted.matchAll(/[\w-]+|"([^"]*)"|'([^']*)'/g)].map(
    ([whole, double, single]) => double ?? single ?? whole,
  );
