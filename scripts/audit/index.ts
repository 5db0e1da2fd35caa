import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/command-error.ts';
import { showProgress } from '../lib/progress.ts';
import { PROJECT } from '../lib/project.ts';
import { billOfMaterials } from '../release/bill-of-materials.ts';
import { advisories, dependencies } from './dependencies.ts';
import { EXCEPTIONS } from './exceptions.ts';
import type { Finding } from './finding.ts';
import { install } from './install.ts';
import { cdkNag } from './linters/cdk-nag.ts';
import { cfnGuard } from './linters/cfn-guard.ts';
import { cfnLint } from './linters/cfn-lint.ts';
import { checkov } from './linters/checkov.ts';
import { type Audited, report } from './report.ts';
import { prepareTargets } from './targets.ts';
import { showVerdict } from './verdict.ts';
import { versions } from './versions.ts';

/** `npm run audit`: what linters say of the built template, against the reasons that are written down. */
const progress = showProgress();
try {
  await audit();
  process.exitCode = progress.finish();
} catch (error) {
  console.error(error instanceof CommandError ? error.message : error);
  process.exitCode = 1;
}

async function audit(): Promise<void> {
  progress.step('The tools: .tools/audit, a minute or two the first time');
  await install();
  progress.step('cfn-lint, cfn-guard, cdk-nag and checkov, on this template and on pepperize’s');
  const linted = await lint();
  progress.step('The dependencies');
  const [known, bom] = await Promise.all([advisories(), billOfMaterials()]);
  writeFileSync(join(PROJECT, 'dist', 'gitlab-runner.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
  const listed = dependencies(bom);
  progress.saw(
    'every dependency has a licence',
    listed.every(({ licence }) => licence !== ''),
  );
  progress.say(`dist/gitlab-runner.cdx.json is the bill of materials, of ${listed.length} packages.`);
  const said = known
    ? `\`npm audit\` knows ${known.length} advisories for \`package-lock.json\`.`
    : 'The registry that was used does not tell `npm audit` of advisories (it answers 405), so there are none here.';
  progress.say(said);
  progress.step('The verdict');
  const findings = [...linted, ...(known ?? [])];
  if (showVerdict(progress, findings, EXCEPTIONS))
    write({ versions: versions(), findings, exceptions: EXCEPTIONS, advisories: said, dependencies: listed });
}

async function lint(): Promise<Finding[]> {
  const { whole, resolved } = await prepareTargets();
  const linted = [cfnLint(whole), cfnGuard(resolved), cdkNag(resolved), checkov(resolved)];
  return (await Promise.all(linted)).flat();
}

/** Leaves the document, with its date, when nothing else has changed. */
function write(audited: Omit<Audited, 'date'>): void {
  const file = join(PROJECT, 'docs', 'security-audit.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [date = ''] = /\d{4}-\d\d-\d\d/.exec(before) ?? [];
  if (before === report({ ...audited, date })) return;
  writeFileSync(file, report({ ...audited, date: new Date().toISOString().slice(0, 10) }));
  progress.say('docs/security-audit.md is written anew.');
}
