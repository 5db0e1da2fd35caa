import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asText, type Benchmark } from '../lib/report.ts';

/** Runs one benchmark as a program: a table on the terminal, and files for `--json` and `--svg`. */
export async function runAlone(benchmark: Benchmark): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, svg: { type: 'string' } } });
  const { svg = '', ...figures } = await benchmark({ progress: (line) => console.error(line) });
  console.log(asText(figures));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (values.svg) writeFileSync(values.svg, svg);
}
