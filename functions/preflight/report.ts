import { type Said, say, type Values } from '../sentence.ts';
import { type Code, FINDINGS, type Kind } from './findings.ts';
import { FAILURES } from './sentences.ts';

export type Report = <C extends Code>(code: C, values: Values<(typeof FINDINGS)[C]['message']>) => void;

/** What the findings come to, as sentences with their remedies. */
export interface Verdict {
  readonly errors: readonly Said[];
  readonly warnings: readonly Said[];
}

/** Gathers findings; the verdict has them in the table's order, whichever check was the first to end. */
export function startReport(): { readonly report: Report; verdict(isCreate: boolean): Verdict } {
  const found = new Map<Said, Code>();
  return {
    report: (code, values) => found.set(sentenceOf(code, values), code),
    verdict(isCreate) {
      const inOrder = (code: Code) =>
        [...found].flatMap(([sentence, of]) => (of === code ? sentence : [])).sort();
      const told = (isError: boolean) =>
        (Object.keys(FINDINGS) as Code[])
          .filter((code) => isError === isErrorOf(code, isCreate))
          .flatMap(inOrder);
      return { errors: told(true), warnings: told(false) };
    },
  };
}

function isErrorOf(code: Code, isCreate: boolean): boolean {
  const { fails } = FINDINGS[code];
  return fails === 'always' || (fails === 'create' && isCreate);
}

function sentenceOf(code: Code, values: Values<string>): Said {
  const { message, remedy }: Kind = FINDINGS[code];
  return say(FINDING, { found: say(message, values), remedy });
}

const FINDING = '{found}: {remedy}.';

/** As many of the sentences as go into so many bytes of JSON; the rest are in the function's log. */
export function fitting(sentences: readonly string[], bytes: number): string {
  const rest = (left: number) => say(FAILURES.more, { number: left });
  for (let kept = sentences.length; kept >= 0; kept--) {
    const left = sentences.length - kept;
    const text = [...sentences.slice(0, kept), ...(left > 0 ? [rest(left)] : [])].join(' ');
    if (Buffer.byteLength(JSON.stringify(text)) <= bytes) return text;
  }
  return '';
}
