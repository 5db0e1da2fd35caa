import type { Account } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';

const ROLE = 'AWSServiceRoleForEC2Spot';

/** EC2 makes the role for whoever may make roles: Auto Scaling may, and docker-machine's manager must not. */
export async function checkSpotRole(
  account: Account,
  { isDockerMachine, isSpot }: Pick<Properties, 'isDockerMachine' | 'isSpot'>,
  report: Report,
): Promise<void> {
  if (isDockerMachine && isSpot && !(await account.hasRole(ROLE))) report('no-spot-role', { role: ROLE });
}
