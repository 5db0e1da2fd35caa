import { startReading } from '../shared/property-reader.ts';
import { FAILURES } from './sentences.ts';

export interface Properties {
  readonly bucketName: string;
  readonly onDelete: 'Delete' | 'Retain';
  /** Whether the stack made the bucket; one that the user brought stays as it is. */
  readonly owned: boolean;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads Custom::CacheContents' properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const { matching, finish } = startReading(raw);
  const bucketName = matching('BucketName', BUCKET_NAME, "a bucket's name");
  const onDelete = matching('OnDelete', /^(Delete|Retain)$/, 'Delete or Retain');
  const owned = matching('Owned', /^(true|false)$/, 'true or false') === 'true';
  finish(FAILURES.invalid);
  return { bucketName, onDelete: onDelete === 'Delete' ? 'Delete' : 'Retain', owned };
}
