import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What a script of this folder prints as JSON, given `input` as JSON, in the environment of the real SAM CLI. */
export function inPython(script: string, input: unknown): unknown {
  const python = join(import.meta.dirname, '../../.tools/sam/bin/python3');
  const output = execFileSync(python, [join(import.meta.dirname, script)], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  return JSON.parse(output);
}
