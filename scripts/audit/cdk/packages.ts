import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NPM } from '../install.ts';

/** Packages of the audit's own environment, which the project's do not see. */
export const packages = createRequire(join(NPM, 'package.json'));
