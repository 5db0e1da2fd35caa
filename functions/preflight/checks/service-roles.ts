import type { Account } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';

const SPOT = 'AWSServiceRoleForEC2Spot';
const AUTO_SCALING = 'AWSServiceRoleForAutoScaling';

/**
 * The service-linked roles that nothing makes in time with docker-machine. EC2 makes the one for spot for whoever may make
 * roles: Auto Scaling may, and docker-machine's manager must not. Auto Scaling makes its own with an account's first group,
 * and it may not be everywhere when that group launches: https://github.com/RaJiska/terraform-aws-fck-nat/issues/85
 * docker-autoscaler's workers have a group minutes before the manager's.
 */
export async function checkServiceRoles(
  account: Account,
  { isDockerMachine, isSpot }: Pick<Properties, 'isDockerMachine' | 'isSpot'>,
  report: Report,
): Promise<void> {
  if (!isDockerMachine) return;
  const [hasSpot, hasAutoScaling] = await Promise.all([
    isSpot ? account.hasRole(SPOT) : true,
    account.hasRole(AUTO_SCALING),
  ]);
  if (!hasSpot) report('no-spot-role', { role: SPOT });
  if (!hasAutoScaling) report('no-scaling-role', { role: AUTO_SCALING });
}
