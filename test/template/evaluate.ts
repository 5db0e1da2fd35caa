import type { Template } from './template.ts';

export interface Values {
  /** Those that are not named have their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `AWS::StackId` and the like. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** What Fn::GetAtt answers, and a Ref when the attribute is undefined. */
  attribute(logicalId: string, attribute: string | undefined): unknown;
}
export interface Evaluated {
  holds(condition: string): boolean;
  /** The value with every intrinsic function carried out; undefined for AWS::NoValue. */
  of(value: unknown): unknown;
}

type Intrinsic = (argument: unknown) => unknown;

/** CloudFormation's intrinsic functions, as far as the template uses them. */
export function evaluate(template: Template, { parameters, pseudo, attribute }: Values): Evaluated {
  const holds = (condition: string) => Boolean(of(template.Conditions[condition]));
  const ref = (name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    if (name in pseudo) return pseudo[name];
    const parameter = template.Parameters[name];
    if (!parameter) return attribute(name, undefined);
    const text = parameters[name] ?? String(parameter.Default ?? '');
    return parameter.Type === 'CommaDelimitedList' ? text.split(',') : text;
  };
  const getAtt = (path: string) => {
    const [logicalId = '', ...rest] = path.split('.');
    return attribute(logicalId, rest.join('.'));
  };
  const substitute = (argument: unknown) => {
    const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, object];
    const known = of(variables) as Record<string, unknown>;
    return text.replace(/\$\{([^!}]+)\}/g, (_, name: string) =>
      String(known[name] ?? (name.includes('.') ? getAtt(name) : ref(name))),
    );
  };
  const list = (argument: unknown) => (argument as unknown[]).map(of);
  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (name) => ref(String(name)),
    Condition: (name) => holds(String(name)),
    'Fn::GetAtt': (path) => getAtt((path as string[]).join('.')),
    'Fn::Sub': substitute,
    'Fn::If': (argument) => {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return of(holds(condition) ? yes : no);
    },
    'Fn::Equals': (argument) => new Set(list(argument).map(String)).size === 1,
    'Fn::Not': (argument) => !list(argument)[0],
    'Fn::And': (argument) => list(argument).every(Boolean),
    'Fn::Or': (argument) => list(argument).some(Boolean),
    'Fn::Select': (argument) => {
      const [index, items] = list(argument) as [number, unknown[]];
      return items[index];
    },
    'Fn::Base64': (argument) => of(argument),
    'Fn::Join': (argument) => {
      const [separator, items] = list(argument) as [string, string[]];
      return items.join(separator);
    },
    'Fn::Split': (argument) => {
      const [separator, text] = list(argument) as [string, string];
      return text.split(separator);
    },
    'Fn::FindInMap': (argument) => {
      const mappings: unknown = template.Mappings;
      return list(argument).reduce((map, key) => (map as Record<string, unknown>)[String(key)], mappings);
    },
  };
  function of(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(of).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const [[key = '', argument] = [], ...others] = Object.entries(value);
    const carryOut = others.length === 0 ? intrinsics[key] : undefined;
    if (carryOut) return carryOut(argument);
    const entries = Object.entries(value).map(([name, inner]) => [name, of(inner)]);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
  }
  return { holds, of };
}
