import type { Request } from '../custom-resource/resource.ts';
import { identify } from './identity.ts';
import type { Properties } from './properties.ts';
import { type Claim, type Registration, readRecord } from './record.ts';

/**
 * The record under an id. Where the properties are the very ones that the id was made of, they say which GitLab it is
 * of and by what credential: who may write the parameter does not thereby choose where the runner's token goes, nor
 * that the runner stays. Of another id there is only the record's word.
 */
export function readTrusted(
  id: string,
  value: string,
  { properties, stack }: Pick<Request<Properties | undefined>, 'properties' | 'stack'>,
  now: number,
): Claim | Registration | undefined {
  const record = readRecord(value, now);
  if (!record || !properties || identify(properties, stack) !== id) return record;
  const { url, kind, scope } = properties;
  return { ...record, url, kind, scope };
}

/**
 * Whether a Delete of a Create that failed has met what is not that Create's: another one of the same properties
 * has the same id, and may have taken over what the first left.
 */
export async function isOfAnotherCreate(
  record: Claim | Registration | undefined,
  { failedAttempt, successor }: Pick<Request<unknown>, 'failedAttempt' | 'successor'>,
): Promise<boolean> {
  if (failedAttempt === undefined) return false;
  // What was overwritten, or what the key of a stack that goes withholds, names no attempt.
  return record ? record.attempt !== failedAttempt : (await successor()) !== undefined;
}
