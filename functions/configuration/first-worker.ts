import type { Resource, Stack } from '../custom-resource/resource.ts';
import { say } from '../sentence.ts';
import { NOTES } from './sentences.ts';

interface Properties {
  /** As CloudFormation hands it on: `{"<unique id>":"<text>"}` as JSON text, and nothing in it is sure. */
  readonly signal: unknown;
}

interface Data {
  /** A sentence; empty when there is nothing to say. */
  Warning: string;
}

/** UTF-16 units, of at most three bytes each: a response may have 4096 bytes. The manager sends 400. */
const MOST = 1_000;

/**
 * Custom::FirstWorker: what the manager's signal says of the first worker, for the output `Warnings`. Whoever may read
 * user data can have sent it, so it is bounded, and nothing in it fails a create.
 */
export const firstWorker: Resource<Properties, Data> = {
  parse: ({ Signal }) => ({ signal: Signal }),
  identify: (_properties, stack) => identity(stack),
  identifyInvalid: identity,
  async ensure({ properties, warn }) {
    const warning = warningIn(properties.signal);
    if (warning === undefined) warn(say(NOTES.signalUnread));
    return { Warning: warning ?? '' };
  },
  async remove() {},
};

function identity({ guid, logicalId }: Stack): string {
  return `first-worker-${guid}-${logicalId}`;
}

/** The text of each signal, without what a terminal or a reader would be misled by; undefined when it has another form. */
function warningIn(signal: unknown): string | undefined {
  const signals = typeof signal === 'string' ? parsed(signal || '{}') : (signal ?? {});
  if (typeof signals !== 'object' || signals === null || Array.isArray(signals)) return undefined;
  const texts = Object.values(signals);
  if (!texts.every((text) => typeof text === 'string')) return undefined;
  const line = texts.join(' ').replace(/[\p{C}\p{Z}]+/gu, ' ');
  return line.trim().slice(0, MOST).toWellFormed();
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
