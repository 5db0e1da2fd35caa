import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';

/** The README, CONTRIBUTING, the changelog and everything under docs/, as paths from the project's root. */
export function documents(): string[] {
  const under = readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' });
  const pages = under.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`);
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages.sort()];
}

export const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
