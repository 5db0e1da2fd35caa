import { join } from 'node:path';
import { PROJECT } from '../../lib/project.ts';

/** Where the benchmarks keep what they install and make. */
export const TOOLS = join(PROJECT, '.tools', 'bench');
/** Lambda's runtime client, the SDK and the peers. */
export const NPM = join(TOOLS, 'npm');
/**
 * Below the environment's node_modules, so that a function finds the SDK outside its own folder, as in Lambda; there
 * NODE_PATH leads to it, which Node follows for `require` and not for `import()`.
 */
export const FUNCTIONS = join(NPM, 'functions');
export const PYTHON = join(TOOLS, 'python');
