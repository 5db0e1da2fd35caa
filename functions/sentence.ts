/** What people are told, by case, beside the code that says it, with {holes} for what varies. The documents show it. */
export type Sentences = Readonly<Record<string, string>>;

/** What the documents say of a sentence, in Markdown. */
export interface Explanation {
  /** The likeliest one. */
  readonly cause?: string;
  /** What to do where the sentence leaves that open. */
  readonly advice?: string;
}
/** Of every sentence of some tables. */
export type Explained<Tables> = {
  readonly [Table in keyof Tables]: Readonly<Record<keyof Tables[Table], Explanation>>;
};

type Holes<Message extends string> = string extends Message
  ? string
  : Message extends `${string}{${infer Hole}}${infer Rest}`
    ? Hole | Holes<Rest>
    : never;

/** A value for each hole of the message. */
export type Values<Message extends string> = Readonly<Record<Holes<Message>, string | number>>;

declare const said: unique symbol;
/** A sentence with its values. Only `say` makes one, so that nobody is told what no table holds. */
export type Said = string & { readonly [said]: true };

/** The sentence with a value in each of its holes. */
export function say<Message extends string>(
  sentence: Message,
  ...[values]: [Holes<Message>] extends [never] ? [] : [Values<Message>]
): Said {
  const known: Readonly<Record<string, unknown>> = values ?? {};
  return sentence.replace(/\{(\w+)\}/g, (_, hole: string) => String(known[hole])) as Said;
}
