import type { Account } from '../ports.ts';
import type { Report } from '../report.ts';

const ROLE = 'AWSServiceRoleForAutoScaling';

/**
 * Auto Scaling must be let use a customer's own key, or its instances end as they start and leave no log.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export async function checkVolumeKey(account: Account, report: Report): Promise<void> {
  const key = await account.volumeKey();
  if (key === undefined) return;
  if ((await account.keyGrantees(key)).some((principal) => principal.includes(ROLE))) return;
  const policy = await account.keyPolicy(key);
  // A statement for everyone is narrowed by conditions, such as on the account, that are not judged here.
  const isAllowed = policy.includes(ROLE) || /"AWS"\s*:\s*"\*"/.test(policy);
  if (!isAllowed) report('key-without-grant', { key, role: ROLE });
}
