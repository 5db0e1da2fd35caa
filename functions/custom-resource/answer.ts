/** What CloudFormation is told. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export interface Answer {
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

/** The answer's JSON, within CloudFormation's limit: a long Reason is cut; Data too big is a clear failure. */
export function encodeAnswer(answer: Answer): string {
  const whole = JSON.stringify(answer);
  const excess = Buffer.byteLength(whole) - MOST_BYTES;
  if (excess <= 0) return whole;
  const { Data, Reason = '', ...rest } = answer;
  if (Data)
    return encodeAnswer({
      ...rest,
      Status: 'FAILED',
      Reason: 'The resource answered more Data than CloudFormation takes (4096 bytes).',
    });
  return encodeAnswer({ ...rest, Reason: shorten(Reason, excess) });
}

/** At least `excess` bytes shorter, cut between characters; each character is at least one byte of JSON. */
function shorten(text: string, excess: number): string {
  const characters = [...text];
  return `${characters.slice(0, Math.max(0, characters.length - excess - 4)).join('')}…`;
}
