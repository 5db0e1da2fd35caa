/** What people are told in one case: an entry of a table beside the code that says it. The documents show the tables. */
export interface Sentence {
  /** As it is said, with {holes} for what varies. */
  readonly message: string;
  /** The likeliest one, in Markdown, for the documents. */
  readonly cause?: string;
  /** What the documents add, in Markdown: what to do where the message leaves that open. */
  readonly advice?: string;
}

/** Sentences by their names. */
export type Sentences = Readonly<Record<string, Sentence>>;

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
  { message }: { readonly message: Message },
  ...[values]: [Holes<Message>] extends [never] ? [] : [Values<Message>]
): Said {
  const known: Readonly<Record<string, unknown>> = values ?? {};
  return message.replace(/\{(\w+)\}/g, (_, hole: string) => String(known[hole])) as Said;
}
