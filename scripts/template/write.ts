import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withGenerated } from './generated.ts';

/** `npm run generate`: writes the manager's files and the user data into the template. */
const file = join(import.meta.dirname, '..', '..', 'template', 'gitlab-runner.yaml');
const text = readFileSync(file, 'utf8');
const written = withGenerated(text, dirname(file));
if (written !== text) {
  writeFileSync(file, written);
  console.log('template/gitlab-runner.yaml');
}
