import { join } from 'node:path';
import { run } from '../../lib/run.ts';
import type { Finding, Target } from '../finding.ts';

/** The packs AwsSolutions and Serverless, in a process of their own: the CDK prints and exits as it likes. */
export async function cdkNag(targets: readonly Target[]): Promise<Finding[]> {
  const script = join(import.meta.dirname, '..', 'cdk', 'nag.ts');
  const output = await run(process.execPath, [script, ...targets.map(({ name, file }) => `${name}=${file}`)]);
  return JSON.parse(output) as Finding[];
}
