import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';

export interface PropertyReader {
  text(name: string): string;
  /** Without repetitions, in the given order. */
  list(name: string): string[];
  /** The text, with an error noted when it has not the shape. */
  matching(name: string, shape: RegExp, wanted: string): string;
  /** A whole number from `least` to `most`; otherwise NaN, with an error noted. */
  whole(name: string, least: number, most: number): number;
  must(holds: boolean, sentence: string): void;
  readonly errors: readonly string[];
  /** Throws an OperatorError with this sentence, whose {errors} are all of them, when there are any. */
  finish(sentence: string): void;
}

/** Reads an event's properties, or an environment, gathering what is wrong with them. */
export function propertyReader(raw: Readonly<Record<string, unknown>>): PropertyReader {
  const errors: string[] = [];
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const must = (holds: boolean, sentence: string) => {
    if (!holds) errors.push(sentence);
  };
  return {
    text,
    must,
    errors,
    list: (name) => unique(Array.isArray(raw[name]) ? raw[name] : text(name).split(',')),
    matching(name, shape, wanted) {
      must(shape.test(text(name)), `${name} must be ${wanted}`);
      return text(name);
    },
    whole(name, least, most) {
      const value = /^\d{1,7}$/.test(text(name)) ? Number(text(name)) : Number.NaN;
      must(value >= least && value <= most, `${name} must be a whole number from ${least} to ${most}`);
      return value;
    },
    finish(sentence) {
      if (errors.length > 0) throw new OperatorError(say(sentence, { errors: errors.join('; ') }));
    },
  };
}

// CloudFormation hands on an empty CommaDelimitedList as one empty string.
function unique(names: readonly unknown[]): string[] {
  const trimmed = names.filter((name) => typeof name === 'string').map((name) => name.trim());
  return [...new Set(trimmed)].filter((name) => name !== '');
}
