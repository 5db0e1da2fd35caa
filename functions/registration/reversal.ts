import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import type { Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { type Registration, readRecord } from './record.ts';
import { NOTES } from './sentences.ts';

/** The registration is undefined where it is not known: its key withholds it, or nothing could be registered. */
interface Left {
  readonly registration: Registration | undefined;
  readonly version: number;
}

/**
 * What a rollback that cannot put the registration back leaves: what had failed the Update, such as a key that is
 * disabled or a GitLab that is down, would fail its reversal as well. Throws the error when the Update is none.
 */
export async function leftAsItIs(
  error: unknown,
  request: Request<Properties>,
  { store, clock }: Outside,
): Promise<Left> {
  if (!(error instanceof OperatorError) || !(await request.isReversal())) throw error;
  const { id, time, warn } = request;
  warn(say(NOTES.leftAsItIs, { name: id, why: error.message }));
  const stored = await store.read(id, time.tidying).catch(() => undefined);
  const record = stored && readRecord(stored.value, clock.now());
  return {
    registration: record?.state === 'registered' ? record : undefined,
    version: stored?.version ?? 0,
  };
}
