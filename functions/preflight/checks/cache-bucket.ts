import { AwsError } from '../../aws/errors.ts';
import type { Account } from '../ports.ts';
import type { Report } from '../report.ts';

const REFUSED = 'refused';

/**
 * Whether the user's own bucket is there, and here: the URLs that the manager signs are for the stack's region. Neither
 * this function nor the manager has a right over a bucket of another account.
 */
export async function checkCacheBucket(account: Account, name: string, report: Report): Promise<void> {
  if (name === '') return;
  const bucket = await account.bucket(name).catch(refused);
  if (bucket === REFUSED) report('bucket-refused', { bucket: name });
  else if (!bucket) report('no-bucket', { bucket: name });
  else if (!bucket.isHere) report('bucket-elsewhere', { bucket: name, region: bucket.region });
}

function refused(error: unknown): typeof REFUSED {
  if (error instanceof AwsError && error.code === 'AccessDenied') return REFUSED;
  throw error;
}
