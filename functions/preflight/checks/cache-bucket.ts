import type { Account } from '../ports.ts';
import type { Report } from '../report.ts';

/** Whether the user's own bucket is there, and here: the URLs that the manager signs are for the stack's region. */
export async function checkCacheBucket(account: Account, name: string, report: Report): Promise<void> {
  if (name === '') return;
  const bucket = await account.bucket(name);
  if (!bucket) report('no-bucket', { bucket: name });
  else if (!bucket.isHere) report('bucket-elsewhere', { bucket: name, region: bucket.region });
}
