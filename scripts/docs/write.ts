import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../lib/command.ts';
import { PROJECT } from '../lib/project.ts';
import { documents, read } from './documents.ts';
import { withSections } from './markers.ts';

/** `npm run docs`: writes the generated sections of the documents anew. */
function write(): void {
  parseArgs({ options: {} });
  for (const path of documents()) {
    const text = read(path);
    const written = withSections(text);
    if (written === text) continue;
    writeFileSync(join(PROJECT, path), written);
    console.log(path);
  }
}

await command(write);
