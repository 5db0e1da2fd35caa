import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import { asMarkdown, type Report } from '../lib/report.ts';

const PAGE = join(PROJECT, 'docs/development/benchmarks.md');

/** Puts what one benchmark found into docs/development/benchmarks.md, between its markers. */
export function writeReport(name: string, report: Report): void {
  writeFileSync(PAGE, withReport(readFileSync(PAGE, 'utf8'), name, report, measuredOn()));
}

/** The page with a benchmark's section written anew. Throws when it has none of that name. */
export function withReport(page: string, name: string, report: Report, measuredOn: string): string {
  const marker = `<!-- measured: ${name} -->`;
  const section = new RegExp(`${marker}\\n[\\s\\S]*?<!-- /measured -->`);
  if (!section.test(page)) throw new Error(`docs/development/benchmarks.md has no ${marker}.`);
  const parts = [marker, measuredOn, asMarkdown(report), '<!-- /measured -->'];
  return page.replace(section, () => parts.join('\n\n'));
}

/** `Measured on 2026-11-28, AMD EPYC, 2 CPUs, 24 GiB, linux 6.18 x64, Node v24.21.0.` */
function measuredOn(): string {
  const [{ model = 'unknown' } = {}] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const system = `${process.platform} ${release().split('-')[0]} ${process.arch}`;
  const machine = [model.trim(), `${cpus().length} CPUs`, memory, system, `Node ${process.version}`];
  return `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine.join(', ')}.`;
}
