/** One entry of a block mapping, as text. */
export interface Block {
  readonly name: string;
  /** The empty lines and comments before it. */
  readonly lead: readonly string[];
  /** From the line of its name on. */
  readonly body: readonly string[];
}

/** Splits the lines of a YAML block mapping into its entries; what is indented deeper belongs to the entry above it. */
export function blocks(lines: readonly string[], indent: number): Block[] {
  const start = new RegExp(`^ {${indent}}([^\\s#].*?):(?: |$)`);
  const between = new RegExp(`^( {0,${indent}}#.*)?$`);
  const found: Array<{ name: string; lead: string[]; body: string[] }> = [];
  let lead: string[] = [];
  for (const line of lines) {
    const name = start.exec(line)?.[1];
    if (name !== undefined) {
      found.push({ name, lead, body: [line] });
      lead = [];
    } else if (between.test(line)) lead.push(line);
    else {
      found.at(-1)?.body.push(...lead, line);
      lead = [];
    }
  }
  found.at(-1)?.body.push(...lead);
  return found;
}
