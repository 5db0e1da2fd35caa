import { join } from 'node:path';
import { CommandError } from '../../lib/command-error.ts';
import { run } from '../../lib/run.ts';
import { type Finding, type Target, targetOf } from '../finding.ts';
import { NPM } from '../install.ts';

const packaged = join(NPM, 'node_modules/@cdklabs/cdk-validator-cfnguard');
const SYSTEMS: Readonly<Record<string, string>> = { linux: 'ubuntu', darwin: 'macos' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

interface Report {
  readonly name: string;
  readonly not_compliant: ReadonlyArray<{ readonly Rule: { readonly name: string } }>;
}

/** All rules that AWS Control Tower's proactive controls have. */
export async function cfnGuard(targets: readonly Target[]): Promise<Finding[]> {
  const rules = join(packaged, 'rules/control-tower/cfn-guard');
  const options = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const data = targets.flatMap(({ file }) => ['--data', file]);
  // 19 says that a rule failed.
  const output = await run(binary(), ['validate', '--rules', rules, ...options, ...data], [0, 19]);
  return (JSON.parse(output) as Report[]).flatMap((report) =>
    report.not_compliant.flatMap(({ Rule }) => findings(Rule, targetOf(targets, report.name))),
  );
}

/** The control and the resources stand only in the rule's message and in the paths of what it looked at. */
function findings(rule: object, target: string): Finding[] {
  const text = JSON.stringify(rule);
  const [, control, message] = /\[(CT\.[\w.]+)\]: (.*?)\\n/.exec(text) ?? [];
  const resources = new Set([...text.matchAll(/"\/Resources\/(\w+)/g)].map(([, name = '']) => name));
  if (!control || !message || resources.size === 0)
    throw new Error(`cfn-guard's answer is not understood: ${text.slice(0, 500)}`);
  return [...resources].map((resource) => ({ tool: 'cfn-guard', rule: control, resource, target, message }));
}

function binary(): string {
  const [system, processor] = [SYSTEMS[process.platform], PROCESSORS[process.arch]];
  if (!system || !processor)
    throw new CommandError(`cfn-guard is not built for ${process.platform} on ${process.arch}.`);
  return join(packaged, 'bin', system, processor, 'cfn-guard');
}
