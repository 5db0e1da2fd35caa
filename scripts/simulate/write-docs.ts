import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInTrace } from './built-in-trace.ts';
import { compare } from './compare.ts';
import { withFigures } from './document.ts';
import { readOptions } from './options.ts';
import { sizingReport } from './sizing-report.ts';

/** Writes the figures of docs/sizing.md and its plot anew. */
const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = join(docs, 'sizing.md');
const { parameters, inputs, wait, jobSeconds } = readOptions([]);
const trace = builtInTrace(jobSeconds);
const candidates = compare(trace, parameters, inputs);
const report = sizingReport(trace, candidates, inputs, wait);
writeFileSync(page, withFigures(readFileSync(page, 'utf8'), report, { trace, candidates, inputs, wait }));
writeFileSync(join(docs, 'images', 'sizing.svg'), report.svg ?? '');
