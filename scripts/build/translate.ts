import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export type Data = Readonly<Record<string, unknown>>;

export interface Translation {
  /** The template as data, with CloudFormation's short tags in their long form. */
  readonly source: Data;
  /** The same without a transform. */
  readonly expanded: Data;
}

const python = join(import.meta.dirname, '..', '..', '.tools/emulator/bin/python3');

/**
 * Has the real SAM translator expand a template; `functions` are the properties that take the place of each one's
 * CodeUri. Any region gives the same: nothing that SAM makes of this template knows its region.
 */
export function translate(
  template: string,
  functions: Readonly<Record<string, Data>>,
  region = 'us-east-1',
): Translation {
  const output = execFileSync(python, [join(import.meta.dirname, 'translate.py')], {
    input: JSON.stringify({ template, functions }),
    env: { AWS_DEFAULT_REGION: region },
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(output) as Translation;
}
