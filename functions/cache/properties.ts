import { OperatorError } from '../custom-resource/errors.ts';

export interface Properties {
  readonly bucketName: string;
  readonly onDelete: 'Delete' | 'Retain';
  /** Whether the stack made the bucket; one that the user brought stays as it is. */
  readonly owned: boolean;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads Custom::CacheContents' properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const faults = [];
  const [bucketName, onDelete, owned] = [text('BucketName'), text('OnDelete'), text('Owned')];
  if (!BUCKET_NAME.test(bucketName)) faults.push("BucketName must be a bucket's name");
  if (onDelete !== 'Delete' && onDelete !== 'Retain') faults.push('OnDelete must be Delete or Retain');
  if (owned !== 'true' && owned !== 'false') faults.push('Owned must be true or false');
  if (faults.length > 0) throw new OperatorError(`The cache cannot work: ${faults.join('; ')}.`);
  return { bucketName, onDelete: onDelete === 'Delete' ? 'Delete' : 'Retain', owned: owned === 'true' };
}
