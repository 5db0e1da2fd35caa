import type { Template } from './template.ts';

export interface Values {
  /** Those that are not named have their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `AWS::StackId` and the like. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** What Fn::GetAtt returns, and a Ref when the attribute is undefined. */
  attribute(logicalId: string, attribute: string | undefined): unknown;
}
interface Names {
  ref(name: string): unknown;
  getAtt(path: string): unknown;
  holds(condition: string): boolean;
}
export interface Evaluated extends Pick<Names, 'holds'> {
  /** The value with every intrinsic function carried out; undefined for AWS::NoValue. */
  of(value: unknown): unknown;
}

interface Evaluable extends Pick<Template, 'Conditions' | 'Mappings'> {
  readonly Parameters: Readonly<Record<string, Pick<Template['Parameters'][string], 'Type' | 'Default'>>>;
}

/** CloudFormation's intrinsic functions, as far as the template uses them. */
export function evaluate(template: Evaluable, { parameters, pseudo, attribute }: Values): Evaluated {
  const names: Names = {
    ref(name) {
      if (name === 'AWS::NoValue') return undefined;
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters[name];
      if (!parameter) return attribute(name, undefined);
      const text = parameters[name] ?? String(parameter.Default ?? '');
      return parameter.Type === 'CommaDelimitedList' ? text.split(',') : text;
    },
    getAtt(path) {
      const [logicalId = '', ...rest] = path.split('.');
      return attribute(logicalId, rest.join('.'));
    },
    holds: (condition) => Boolean(of(template.Conditions[condition])),
  };
  function of(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(of).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const [[key = '', argument] = [], ...others] = Object.entries(value);
    if (others.length === 0 && key in byName) return byName[key]?.(argument);
    if (others.length === 0 && key in byValue) return byValue[key]?.(...(of(argument) as unknown[]));
    const entries = Object.entries(value).map(([name, inner]) => [name, of(inner)]);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
  }
  const byName = functionsOfNames(names, of);
  const byValue = functionsOfValues(template.Mappings);
  return { holds: names.holds, of };
}

type OfArgument = Readonly<Record<string, (argument: unknown) => unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: what a template puts there
type OfValues = Readonly<Record<string, (...values: any[]) => unknown>>;

function functionsOfNames({ ref, getAtt, holds }: Names, of: Evaluated['of']): OfArgument {
  return {
    Ref: (name) => ref(String(name)),
    Condition: (name) => holds(String(name)),
    'Fn::Base64': of,
    'Fn::GetAtt': (path) => getAtt((path as string[]).join('.')),
    'Fn::If': (argument) => {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return of(holds(condition) ? yes : no);
    },
    'Fn::Sub': (argument) => {
      const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, object];
      const known = of(variables) as Record<string, unknown>;
      const filled = (name: string) => known[name] ?? (name.includes('.') ? getAtt(name) : ref(name));
      return text.replace(/\$\{([^!}]+)\}/g, (_, name: string) => String(filled(name)));
    },
  };
}

function functionsOfValues(mappings: Template['Mappings']): OfValues {
  return {
    'Fn::Equals': (one, other) => String(one) === String(other),
    'Fn::Not': (one) => !one,
    'Fn::And': (...all) => all.every(Boolean),
    'Fn::Or': (...all) => all.some(Boolean),
    'Fn::Join': (separator: string, items: string[]) => items.join(separator),
    'Fn::Select': (index: number, items: unknown[]) => items[index],
    'Fn::Split': (separator: string, text: string) => text.split(separator),
    'Fn::FindInMap': (...keys) =>
      keys.reduce((map, key) => (map as Record<string, unknown>)[key], mappings as unknown),
  };
}
