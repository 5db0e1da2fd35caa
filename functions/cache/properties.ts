import { propertyReader } from '../shared/property-reader.ts';
import { BUCKET_NAME } from '../shared/rules.ts';
import { FAILURES } from './sentences.ts';

export interface Properties {
  readonly bucketName: string;
  readonly onDelete: 'Delete' | 'Retain';
  /** Whether the stack made the bucket; one that the user brought stays as it is. */
  readonly owned: boolean;
}

/** Reads Custom::CacheContents' properties; one OperatorError names every validation error in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const { matching, finish } = propertyReader(raw);
  const bucketName = matching('BucketName', BUCKET_NAME, "a bucket's name");
  const onDelete = matching('OnDelete', /^(Delete|Retain)$/, 'Delete or Retain');
  const owned = matching('Owned', /^(true|false)$/, 'true or false') === 'true';
  finish(FAILURES.invalid);
  return { bucketName, onDelete: onDelete === 'Delete' ? 'Delete' : 'Retain', owned };
}
