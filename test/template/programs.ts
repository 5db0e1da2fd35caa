import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const TEMPLATE = join(import.meta.dirname, '..', '..', 'template');

/** Every file that runs on, or configures, the manager and the workers, as a path under `template/`. */
export const programs = (): string[] =>
  globSync(['manager/**', 'user-data/*'], { cwd: TEMPLATE })
    .filter((path) => statSync(join(TEMPLATE, path)).isFile())
    .sort();

export const textOf = (path: string) => readFileSync(join(TEMPLATE, path), 'utf8');
