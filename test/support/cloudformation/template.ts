import type { Transport } from './transport.ts';

/** Fn::GetAtt, of a resource that stands earlier in the template; throws for an attribute that was not answered. */
export type GetAtt = (logicalId: string, attribute: string) => string;

export interface CustomResource {
  readonly logicalId: string;
  readonly type: `Custom::${string}`;
  /** The function that its ServiceToken leads to. */
  readonly function: Transport;
  readonly properties: Readonly<Record<string, unknown>> | ((getAtt: GetAtt) => Record<string, unknown>);
}

/** A stack of custom resources, each after those that it depends on. */
export type Template = readonly CustomResource[];

/** A resource as CloudFormation knows it after its last answer. */
export interface Deployed {
  readonly resource: CustomResource;
  readonly physicalId: string;
  /** As they were sent: every scalar is a string. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The properties as CloudFormation sends them. */
export function resolve({ properties, logicalId }: CustomResource, resources: ReadonlyMap<string, Deployed>) {
  const getAtt: GetAtt = (of, attribute) => {
    const value = resources.get(of)?.attributes[attribute];
    if (value === undefined) throw new Error(`${of} has no attribute ${attribute}.`);
    return value;
  };
  const own = typeof properties === 'function' ? properties(getAtt) : properties;
  const token = `arn:aws:lambda:eu-central-1:123456789012:function:${logicalId}`;
  return asStrings({ ServiceToken: token, ServiceTimeout: 900, ...own }) as Record<string, unknown>;
}

/** Maps and lists stay what they are; `true` becomes "true" and 5 becomes "5". */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (value === null || typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asStrings(inner)]));
}
