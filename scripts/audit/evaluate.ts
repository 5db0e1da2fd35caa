type Data = Readonly<Record<string, unknown>>;
type Functions = Readonly<Record<string, (argument: never) => unknown>>;

/** What the evaluation needs of a template. */
export interface Definitions {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Data;
  readonly Mappings?: Data;
}
export interface Evaluator {
  holds(condition: string): boolean;
  /** The value with what is known filled in; undefined for AWS::NoValue. What only a deployment knows stays as it is. */
  of(value: unknown): unknown;
}

const isKnown = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isKnown) : typeof value !== 'object' || value === null;

/** Functions whose arguments are evaluated first; they are carried out when all of those are known. */
const PLAIN: Functions = {
  'Fn::Equals': (items: unknown[]) => new Set(items.map(String)).size === 1,
  'Fn::Not': ([item]: [unknown]) => !item,
  'Fn::And': (items: unknown[]) => items.every(Boolean),
  'Fn::Or': (items: unknown[]) => items.some(Boolean),
  'Fn::Select': ([index, items]: [number, unknown[]]) => items[index],
  'Fn::Join': ([separator, items]: [string, unknown[]]) => items.join(separator),
  'Fn::Split': ([separator, text]: [string, unknown]) => String(text).split(separator),
};

/** CloudFormation's intrinsic functions, as far as parameters, and pseudo parameters among them, decide them. */
export function evaluator(template: Definitions, parameters: Readonly<Record<string, string>>): Evaluator {
  const holds = (condition: string) => Boolean(of(template.Conditions?.[condition]));

  function ref(name: string): unknown {
    if (name === 'AWS::NoValue') return undefined;
    const parameter = template.Parameters?.[name];
    if (!parameter) return parameters[name] ?? { Ref: name };
    const text = parameters[name] ?? String(parameter.Default ?? '');
    if (parameter.Type === 'CommaDelimitedList') return text.split(',');
    // CloudFormation makes these of a text where a property wants them.
    if (text === 'true' || text === 'false') return text === 'true';
    return parameter.Type === 'Number' ? Number(text) : text;
  }

  /** As Fn::Join, which means the same: the rules know no other form of an ARN that is made of parts. */
  function substitute(argument: unknown): unknown {
    const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Data];
    const own = of(variables) as Data;
    const parts = text.split(/\$\{([^!}]+)\}/).map((part, index) => {
      if (index % 2 === 0) return part.replaceAll('${!', '${');
      if (part in own) return own[part];
      const [name = '', ...attribute] = part.split('.');
      return attribute.length > 0 ? { 'Fn::GetAtt': [name, attribute.join('.')] } : ref(part);
    });
    return isKnown(parts) ? parts.join('') : { 'Fn::Join': ['', parts.filter((part) => part !== '')] };
  }

  const lazy: Functions = {
    Ref: ref,
    Condition: holds,
    'Fn::Sub': substitute,
    'Fn::If': ([condition, yes, no]: [string, unknown, unknown]) => of(holds(condition) ? yes : no),
    'Fn::FindInMap': (path: string[]) =>
      path.reduce<unknown>((map, key) => (map as Data)[key], template.Mappings),
  };

  function of(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(of).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [key = '', argument] = (entries.length === 1 && entries[0]) || [];
    if (key in lazy) return lazy[key]?.(argument as never);
    const inner = entries.map(([name, item]) => [name, of(item)] as const);
    const known = key in PLAIN && isKnown(inner[0]?.[1]);
    if (known) return PLAIN[key]?.(inner[0]?.[1] as never);
    return Object.fromEntries(inner.filter(([, item]) => item !== undefined));
  }
  return { holds, of };
}
