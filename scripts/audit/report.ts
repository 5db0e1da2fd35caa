import { code, prose, table } from '../lib/markdown.ts';
import { type Count, countByPack, failedByPeerAlone, kindOf } from './counts.ts';
import type { Dependency } from './dependencies.ts';
import type { Finding } from './finding.ts';
import type { Exception } from './judge.ts';

export interface Audited {
  /** `2026-11-24`. */
  readonly date: string;
  readonly versions: ReadonlyArray<readonly [tool: string, version: string]>;
  readonly findings: readonly Finding[];
  readonly exceptions: readonly Exception[];
  /** What npm audit said. */
  readonly advisories: string;
  readonly dependencies: readonly Dependency[];
}

export const written = ({ findings, rules }: Count) =>
  findings === 0 ? '0' : `${findings} of ${rules} ${rules === 1 ? 'rule' : 'rules'}`;

/** docs/security-audit.md. */
export function report(audited: Audited): string {
  const { date, versions, findings, exceptions } = audited;
  const counts = countByPack(findings).map(({ pack, defaults, everything, peer }) => [
    pack,
    written(defaults),
    written(everything),
    '0',
    written(peer),
  ]);
  const alone = failedByPeerAlone(findings).map((one) => [
    code(`${one.tool} ${kindOf(one)}`),
    sentence(one.message),
  ]);
  return `# Security audit

Written by \`npm run audit\` on ${date}; what is changed here by hand is lost. It looks at the plain template, \`dist/gitlab-runner.yaml\`, with [parameters](../scripts/audit/variants.ts) that show both sides of every condition, and at the template that pepperize's CDK construct makes of its README's example. A finding is one rule against one resource.

${table(['Rules', 'This stack, by default', 'With every parameter', 'Without a reason', 'pepperize, by default'], counts)}

The numbers are no grades: most of this stack's findings are the same few, said of each of its functions and of each log group, and the rules do not read the conditions of a right. What tells more is which rules are failed. These the peer's template fails, and this one does not with any parameters:

${table(['Rule', 'What it asks'], alone)}

## Why the others stay

[One file](../scripts/audit/exceptions.ts) has them. The audit fails at a finding that is not in it, and at an entry that nothing matches any more.

${table(['Rules', 'Resources', 'Why'], exceptions.map(row))}

## Dependencies

${audited.advisories}

${dependencyTable(audited.dependencies)}

\`npm run audit\` writes all of them into \`dist/gitlab-runner.cdx.json\`, a bill of materials in CycloneDX's form.

## Tools

${table(
  ['Tool', 'Version'],
  versions.map(([tool, version]) => [tool, version]),
)}
`;
}

const sentence = (text: string) => prose(text.split(/\. |: /)[0]?.replace(/\.$/, '') ?? '');

function row({ reason, rules, resources }: Exception): string[] {
  return [rules.map(code).join(', '), resources.join(', '), prose(reason)];
}

function dependencyTable(all: readonly Dependency[]): string {
  const kinds = Map.groupBy(
    all,
    ({ shipped, licence }) => `${shipped ? 'in the functions' : 'for development'}|${licence}`,
  );
  const rows = [...kinds].map(([kind, packages]) => [
    ...kind.split('|'),
    String(packages.length),
    packages.map(({ name }) => name).join(', '),
  ]);
  return table(['Used', 'Licence', 'Packages', 'Which'], rows.sort().reverse());
}
