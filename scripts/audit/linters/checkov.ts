import { basename, join } from 'node:path';
import { run } from '../../lib/run.ts';
import { type Finding, type Target, targetOf } from '../finding.ts';
import { CHECKOV } from '../install.ts';

interface Report {
  readonly results: {
    readonly failed_checks: ReadonlyArray<{
      readonly check_id: string;
      readonly check_name: string;
      /** `AWS::S3::Bucket.Name`. */
      readonly resource: string;
      readonly file_path: string;
    }>;
  };
  readonly summary: { readonly parsing_errors: number };
}

export async function checkov(targets: readonly Target[]): Promise<Finding[]> {
  const options = ['--framework', 'cloudformation', '--output', 'json', '--compact', '--quiet'];
  // Its texts about each check would come from a server; a finding is no failure of the run.
  const alone = ['--skip-download', '--soft-fail'];
  const files = targets.flatMap(({ file }) => ['--file', file]);
  const report = JSON.parse(
    await run(join(CHECKOV, 'bin/checkov'), [...options, ...alone, ...files]),
  ) as Report;
  if (report.summary.parsing_errors > 0) throw new Error('checkov could not read a template.');
  return report.results.failed_checks.map(({ check_id, check_name, resource, file_path }) => ({
    tool: 'checkov',
    rule: check_id,
    resource: resource.slice(resource.indexOf('.') + 1),
    target: targetOf(targets, basename(file_path)),
    message: check_name,
  }));
}
