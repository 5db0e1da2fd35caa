import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const TEMPLATE = join(import.meta.dirname, '..', '..', 'template');

/** Every file that runs on, or configures, the manager and the workers, as a path under `template/`. */
export const programs = (): string[] =>
  globSync(['manager/**', 'user-data/*'], { cwd: TEMPLATE })
    .filter((path) => statSync(join(TEMPLATE, path)).isFile())
    .sort();

export const textOf = (path: string) => readFileSync(join(TEMPLATE, path), 'utf8');

/** Seconds until the user data's timer powers a machine off: one from its boot on, one from a failure on (`active`). */
export const powerOffAfter = (since: 'boot' | 'active'): number =>
  60 *
  Number(new RegExp(`^systemd-run --on-${since}=(\\d+)m `, 'm').exec(textOf('user-data/manager.sh'))?.[1]);
