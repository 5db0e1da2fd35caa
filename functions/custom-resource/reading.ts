export interface Reading {
  text(name: string): string;
  /** Without repetitions, in the given order. */
  list(name: string): string[];
  /** The text, with a fault noted when it has not the shape. */
  matching(name: string, shape: RegExp, wanted: string): string;
  must(holds: boolean, sentence: string): void;
  readonly faults: readonly string[];
}

/** Reads an event's properties, gathering what is wrong with them. */
export function startReading(raw: Readonly<Record<string, unknown>>): Reading {
  const faults: string[] = [];
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const must = (holds: boolean, sentence: string) => {
    if (!holds) faults.push(sentence);
  };
  return {
    text,
    must,
    faults,
    list: (name) => unique(Array.isArray(raw[name]) ? raw[name] : text(name).split(',')),
    matching(name, shape, wanted) {
      must(shape.test(text(name)), `${name} must be ${wanted}`);
      return text(name);
    },
  };
}

// CloudFormation hands on an empty CommaDelimitedList as one empty string.
function unique(names: readonly unknown[]): string[] {
  const trimmed = names.filter((name) => typeof name === 'string').map((name) => name.trim());
  return [...new Set(trimmed)].filter((name) => name !== '');
}
