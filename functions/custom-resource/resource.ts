import type { Said } from '../sentence.ts';

/** What a resource's verbs learn about the event they serve. Nothing here is secret, nor may become so. */
export interface Request<Properties> {
  /** The physical id: `identify`'s on Create and Update, CloudFormation's on Delete, there without the mark of a failed Create. */
  readonly id: string;
  /** The physical id before this Update; undefined on Create. */
  readonly previousId: string | undefined;
  /** What tells this event from others with the same properties. */
  readonly attempt: string;
  /** On Delete: the attempt of the Create that failed and is cleaned up; undefined for every other id. */
  readonly failedAttempt: string | undefined;
  readonly properties: Properties;
  readonly stack: Stack;
  readonly time: Time;
  /** Values that are redacted in every log line and Reason. */
  readonly secrets: Secrets;
  /** On Delete: whether a success was sent for the id. What failed or was not heard has CloudFormation's own id, or a mark. */
  readonly hasSucceeded: boolean;
  /**
   * On Delete of a Create that failed or was not heard: the physical id that the resource has by now, when another
   * Create has succeeded since. Undefined when there is none, or when CloudFormation does not say.
   */
  successor(): Promise<string | undefined>;
  /**
   * Whether this Update puts back what an operation had changed, in a rollback. That must not fail: the stack would
   * be stuck in UPDATE_ROLLBACK_FAILED. Undefined when CloudFormation does not say.
   */
  isReversal(): Promise<boolean | undefined>;
  /** Writes a sentence to the function's log. */
  warn(message: Said): void;
}

/** Which resource of which stack an event is about. */
export interface Stack {
  /** The stack's ARN. */
  readonly id: string;
  /** The unique last part of the ARN: tells a stack from its namesake of yesterday. */
  readonly guid: string;
  readonly name: string;
  readonly logicalId: string;
}

/** The function's time, cut so that there is always some left to tidy up and to respond. */
export interface Time {
  /** Aborts when forward work must stop. */
  readonly work: AbortSignal;
  /** Aborts when compensation must stop too; the response follows at once. */
  readonly tidying: AbortSignal;
  /** How long one invocation can live at most, in milliseconds. */
  readonly lifetime: number;
}

export interface Secrets {
  add(value: string): void;
  /** The text with every added value replaced. */
  redact(text: string): string;
}

/** A custom resource type: pure recognition of its properties, and two verbs that may fail. */
export interface Resource<Properties, Data extends Record<keyof Data, string>> {
  /** Reads the event's properties, all of which are strings, lists or maps; throws an OperatorError that names every validation error. */
  parse(properties: Readonly<Record<string, unknown>>): Properties;
  /** The physical id: pure, so that it is known before any I/O and a failed Create's Delete finds its way. */
  identify(properties: Properties, stack: Stack): string;
  /** The physical id of a resource whose properties cannot be read. */
  identifyInvalid(stack: Stack): string;
  /** Create and Update: brings the resource to the properties and returns what Fn::GetAtt can read. */
  ensure(request: Request<Properties>): Promise<Data>;
  /** Delete: properties are undefined when they cannot be read. */
  remove(request: Request<Properties | undefined>): Promise<void>;
}
