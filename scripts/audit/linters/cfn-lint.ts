import { join } from 'node:path';
import { PROJECT } from '../../lib/project.ts';
import { run } from '../../lib/run.ts';
import { type Finding, type Target, targetOf } from '../finding.ts';

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
  readonly Rule: { readonly Id: string; readonly ShortDescription: string };
}

/** Errors and warnings, those that a template itself wants to be ignored with them. */
export async function cfnLint(targets: readonly Target[]): Promise<Finding[]> {
  const options = ['--format', 'json', '--mandatory-checks', 'E', 'W', '--non-zero-exit-code', 'none'];
  const files = targets.map(({ file }) => file);
  const output = await run(join(PROJECT, '.tools/sam/bin/cfn-lint'), [...options, '--template', ...files]);
  return (JSON.parse(output) as Match[]).map(({ Filename, Message, Location, Rule }) => ({
    tool: 'cfn-lint',
    rule: Rule.Id,
    resource: String(Location.Path[1] ?? Location.Path[0] ?? ''),
    target: targetOf(targets, Filename),
    message: `${Rule.ShortDescription}: ${Message}`,
  }));
}
