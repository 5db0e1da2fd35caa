import { type Code, FINDINGS } from './findings.ts';

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never;

/** A value for each hole in the finding's message. */
export type Values<C extends Code> = Readonly<Record<Holes<(typeof FINDINGS)[C]['message']>, string>>;

export type Report = <C extends Code>(code: C, values: Values<C>) => void;

/** What the findings come to, as sentences with their remedies. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Gathers findings; the verdict has them in the table's order, whichever check was the first to end. */
export function startReport(): { readonly report: Report; verdict(isCreate: boolean): Verdict } {
  const found = new Map<string, Code>();
  return {
    report: (code, values) => found.set(sentenceOf(code, values), code),
    verdict(isCreate) {
      const inOrder = (code: Code) =>
        [...found].flatMap(([sentence, of]) => (of === code ? sentence : [])).sort();
      const told = (isFault: boolean) =>
        (Object.keys(FINDINGS) as Code[])
          .filter((code) => isFault === isFaultOf(code, isCreate))
          .flatMap(inOrder);
      return { faults: told(true), warnings: told(false) };
    },
  };
}

function isFaultOf(code: Code, isCreate: boolean): boolean {
  const { fails } = FINDINGS[code];
  return fails === 'always' || (fails === 'create' && isCreate);
}

function sentenceOf(code: Code, values: Readonly<Record<string, string>>): string {
  const { message, remedy } = FINDINGS[code];
  return `${message.replace(/\{(\w+)\}/g, (_, hole: string) => values[hole] ?? '')}: ${remedy}.`;
}

/** As many of the sentences as go into so many bytes of JSON; the rest are in the function's log. */
export function fitting(sentences: readonly string[], bytes: number): string {
  const rest = (left: number) => `${left} more in the log of the preflight function.`;
  for (let kept = sentences.length; kept >= 0; kept--) {
    const left = sentences.length - kept;
    const text = [...sentences.slice(0, kept), ...(left > 0 ? [rest(left)] : [])].join(' ');
    if (Buffer.byteLength(JSON.stringify(text)) <= bytes) return text;
  }
  return '';
}
