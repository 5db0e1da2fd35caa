import type { Finding } from './finding.ts';

/** Findings that stay, with the reason. Every rule must be found in every one of the resources, or the exception is too wide. */
export interface Exception {
  readonly reason: string;
  /** Each the tool's name, a space, and the rule. */
  readonly rules: readonly string[];
  readonly resources: readonly string[];
}
export interface Verdict {
  /** One for each tool, rule and resource, in however many templates it was found. */
  readonly explained: readonly Finding[];
  readonly unexplained: readonly Finding[];
  /** What exceptions name and no tool finds. */
  readonly unused: readonly string[];
}

export const keyOf = ({ tool, rule, resource }: Finding) => `${tool} ${rule} ${resource}`;

/** Each finding once, though several templates have it. */
export function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

/** Sets findings against exceptions. */
export function judge(findings: readonly Finding[], exceptions: readonly Exception[]): Verdict {
  const excepted = new Set(exceptions.flatMap(keysOf));
  const all = distinct(findings);
  const found = new Set(all.map(keyOf));
  return {
    explained: all.filter((finding) => excepted.has(keyOf(finding))),
    unexplained: all.filter((finding) => !excepted.has(keyOf(finding))),
    unused: [...excepted].filter((key) => !found.has(key)),
  };
}

function keysOf({ rules, resources }: Exception): string[] {
  return rules.flatMap((rule) => resources.map((resource) => `${rule} ${resource}`));
}
