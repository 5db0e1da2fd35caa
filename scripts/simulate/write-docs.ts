import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateBuiltInWeek } from './built-in-week.ts';
import { withFigures } from './document.ts';

/** Writes the figures of docs/sizing.md and its plot anew. */
const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = join(docs, 'sizing.md');
const { report, ...simulated } = simulateBuiltInWeek();
writeFileSync(page, withFigures(readFileSync(page, 'utf8'), report, simulated));
writeFileSync(join(docs, 'images', 'sizing.svg'), report.svg ?? '');
