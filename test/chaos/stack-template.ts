import { evaluate } from '../../scripts/lib/evaluate.ts';
import { needs } from '../../scripts/lib/references.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import type { CustomResource, Template } from '../support/cloudformation/template.ts';
import type { Transport } from '../support/cloudformation/transport.ts';
import type { Parameters } from './parameters.ts';

export const TEMPLATE = readTemplate();

/** What plays a part in the sequences: the custom resources, and what the functions meet of CloudFormation's own. */
export const PARTS = [
  ...Object.keys(TEMPLATE.Resources).filter((name) => TEMPLATE.Resources[name]?.Type.startsWith('Custom::')),
  ...['WorkerSecurityGroup', 'TokenKey', 'CacheBucket', 'WorkerGroup', 'ManagerGroup'],
];

export interface Wanted {
  readonly stackId: string;
  readonly parameters: Parameters;
  /** The parts in the order in which those that may come at the same time do. */
  readonly preferred: readonly string[];
  functionOf(logicalId: string): Transport;
}

/** The project's own template for these parameters, as the simulator plays it. */
export function stackTemplate({ stackId, parameters, preferred, functionOf }: Wanted): Template {
  const [, name = '', guid = ''] = stackId.split('/');
  const pseudo = {
    'AWS::StackId': stackId,
    'AWS::StackName': name,
    'AWS::Region': 'eu-central-1',
    'AWS::AccountId': '123456789012',
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  if (!guid) throw new Error('A stack has a GUID.');
  const holds = (condition: string) =>
    evaluate(TEMPLATE, { parameters, pseudo, attribute: () => '' }).holds(condition);
  const exists = (logicalId: string) => {
    const { Condition } = TEMPLATE.Resources[logicalId] ?? {};
    return Condition === undefined || holds(Condition);
  };
  const parts = inOrder(preferred).filter(exists);
  return parts.map((logicalId): CustomResource => {
    const type = `Custom::${logicalId}` as const;
    const properties: CustomResource['properties'] = (getAtt) => {
      const attribute = (of: string, attribute = 'Ref') =>
        parts.includes(of) ? getAtt(of, attribute) : `${of}.${attribute}`;
      const { ServiceToken: _, ...own } = propertiesOf(logicalId);
      return evaluate(TEMPLATE, { parameters, pseudo, attribute }).of(own) as Record<string, unknown>;
    };
    return { logicalId, type, function: functionOf(logicalId), properties };
  });
}

/** The manager changes with its launch template and what is in its metadata. */
function propertiesOf(logicalId: string): Readonly<Record<string, unknown>> {
  const { Properties = {} } = TEMPLATE.Resources[logicalId] ?? {};
  if (logicalId !== 'ManagerGroup') return Properties;
  const { Properties: launch, Metadata } = TEMPLATE.Resources.ManagerLaunchTemplate ?? {};
  return {
    ...{ Launch: launch, Metadata },
    Registration: { 'Fn::GetAtt': ['Registration', 'ParameterName'] },
    Configuration: { 'Fn::GetAtt': ['Configuration', 'ParameterName'] },
  };
}

const NEEDS = new Map(
  Object.entries(TEMPLATE.Resources).map(([name, resource]) => [name, needs(resource, TEMPLATE)]),
);

/** The parts, each after those that it depends on through whatever stands between them. */
function inOrder(preferred: readonly string[]): string[] {
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    const needed = NEEDS.get(name) ?? [];
    for (const other of [...preferred.filter((one) => needed.includes(one)), ...needed]) visit(other);
    sorted.push(name);
  };
  const sorted: string[] = [];
  for (const name of preferred) visit(name);
  return sorted.filter((name) => PARTS.includes(name));
}
