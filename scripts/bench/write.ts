import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import { document, plotName, type Run, withTesting } from './document.ts';

const DIST = join(PROJECT, 'dist');
const DOCS = join(PROJECT, 'docs');
const PAGE = join(DOCS, 'benchmarks.md');

/** Writes a whole run's document and plots into docs, and all its figures into dist. */
export function writeRun(run: Run): void {
  writeFigures(run);
  writePlots(run, join(DOCS, 'images'));
  writeFileSync(PAGE, document(run, testing()));
}

/** A part of a run stays out of docs, since what is there was measured together. */
export function writePart(run: Run): void {
  writeFigures(run);
  writePlots(run, DIST);
}

/** Writes the document's last section anew, which repeats another document. */
export function writeTesting(): void {
  writeFileSync(PAGE, withTesting(readFileSync(PAGE, 'utf8'), testing()));
}

const testing = () => readFileSync(join(DOCS, 'mutation.md'), 'utf8');

function writeFigures(run: Run): void {
  mkdirSync(DIST, { recursive: true });
  const figures = Object.entries(run.reports).map(([name, { svg: _, ...report }]) => [name, report]);
  const json = { ...run, reports: Object.fromEntries(figures) };
  writeFileSync(join(DIST, 'benchmarks.json'), `${JSON.stringify(json, undefined, 2)}\n`);
}

function writePlots({ reports }: Run, folder: string): void {
  for (const [name, { svg }] of Object.entries(reports))
    if (svg) writeFileSync(join(folder, plotName(name)), svg);
}
