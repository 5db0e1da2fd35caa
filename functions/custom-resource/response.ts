import { say } from '../sentence.ts';
import { UnusableEvent } from './event.ts';
import { FAILURES, UNDELIVERABLE } from './sentences.ts';

/** What CloudFormation is told. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export interface Response {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly NoEcho?: boolean;
  readonly Data?: Readonly<Record<string, string>>;
}

/** CloudFormation refuses more, and the stack then waits for its time-out. */
const MOST_BYTES = 4096;
/** Two quotes and an ellipsis. */
const ROOM_FOR_NOTHING = 5;

/** The response's JSON, within CloudFormation's limit: a long Reason is cut; Data too big is a clear failure. */
export function encodeResponse(response: Response): string {
  const whole = JSON.stringify(response);
  const excess = Buffer.byteLength(whole) - MOST_BYTES;
  if (excess <= 0) return whole;
  const { Data, Reason = '', ...rest } = response;
  if (Data)
    return encodeResponse({
      ...rest,
      Status: 'FAILED',
      Reason: say(FAILURES.tooMuchData),
    });
  const room = Buffer.byteLength(JSON.stringify(Reason)) - excess;
  if (room < ROOM_FOR_NOTHING) throw new UnusableEvent(say(UNDELIVERABLE.tooLong));
  return encodeResponse({ ...rest, Reason: shorten(Reason, room) });
}

/** Cut between characters, so that its JSON has at most so many bytes. */
function shorten(text: string, room: number): string {
  let left = room - ROOM_FOR_NOTHING;
  const characters = [...text];
  const end = characters.findIndex((one) => {
    left -= Buffer.byteLength(JSON.stringify(one)) - 2;
    return left < 0;
  });
  return `${characters.slice(0, end).join('')}…`;
}
