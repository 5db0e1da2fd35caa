import { join } from 'node:path';

/** The project's root folder. */
export const PROJECT = join(import.meta.dirname, '..', '..');
