import type { Finding } from './finding.ts';
import { distinct } from './judge.ts';
import { PEER } from './targets.ts';

export interface Count {
  readonly findings: number;
  /** How many different rules they are of. */
  readonly rules: number;
}
export interface PackCount {
  readonly pack: string;
  /** With the parameters' defaults, as the peer is looked at. */
  readonly defaults: Count;
  readonly everything: Count;
  readonly peer: Count;
}

export const PACKS = ['cfn-lint', 'cfn-guard', 'cdk-nag AwsSolutions', 'cdk-nag Serverless', 'checkov'];

/** A rule without what it says of one resource: `IAM5[Resource::*]` is IAM5. */
export const ruleOf = ({ rule }: Finding) => rule.replace(/\[.*$/, '');

/** The same, but wildcards among actions are another matter than those among resources: `IAM5[Action]`. */
export const kindOf = ({ rule }: Finding) => rule.replace(/::.*\]/, ']');

export function countByPack(findings: readonly Finding[]): PackCount[] {
  return PACKS.map((pack) => {
    const own = findings.filter(({ tool }) => tool === pack);
    return {
      pack,
      // cfn-lint reads the template whole, with all that parameters can make of it.
      defaults: count(own.filter(({ target }) => target === 'defaults' || target === 'template')),
      everything: count(own.filter(({ target }) => target !== PEER)),
      peer: count(own.filter(({ target }) => target === PEER)),
    };
  });
}

function count(findings: readonly Finding[]): Count {
  return { findings: distinct(findings).length, rules: new Set(findings.map(ruleOf)).size };
}

/** Rules that the peer's template fails and this one does not, by pack, with what each asks for. */
export function failedByPeerAlone(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) => `${finding.tool} ${kindOf(finding)}`;
  const ours = new Set(findings.filter(({ target }) => target !== PEER).map(key));
  const theirs = findings.filter((finding) => finding.target === PEER && !ours.has(key(finding)));
  return [...new Map(theirs.map((finding) => [key(finding), finding])).values()];
}
