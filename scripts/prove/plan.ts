import { idleCost, total } from '../launch/cost.ts';
import { HOURS_A_MONTH, hourlyPrice } from '../launch/prices.ts';
import { defaultsOf, readTemplate } from '../lib/template.ts';
import { CLEAN_UP } from './state.ts';
import type { World } from './world.ts';

type Values = Readonly<Record<string, string>>;

/** US$ for so long a stack that runs one job on one worker, at the most; undefined where the price list lacks the region. */
export function costOf(region: string, given: Values, hours: number): number | undefined {
  const values: Values = { ...defaultsOf(readTemplate()), ...given };
  const parts = idleCost(region, values);
  const [type = ''] = (values.WorkerInstanceTypes ?? '').split(',');
  const worker = hourlyPrice(region, type, 'on-demand');
  if (!parts || worker === undefined || !total(parts).whole) return undefined;
  // Two managers while one takes another's place.
  return hours * ((2 * total(parts).cost) / HOURS_A_MONTH + worker);
}

export const dollars = (cost: number | undefined) =>
  cost === undefined ? 'unknown: no prices of this region' : `US$ ${cost.toFixed(2)} at most`;

/** What whoever runs it is told before anything is made. */
export function planOf(world: World, given: Values, warm: boolean): string {
  const { region, account, stack, gitLabUrl, project } = world;
  return `This deploys a stack of its own, runs one job on it, updates it twice and deletes it:

  account   ${account}, region ${region}: the stack ${stack}, a SecureString /gitlab-runner-prove/${stack}
            with the GitLab token, and the SAM CLI's uploads. The CLI's own bucket stays.
  GitLab    ${gitLabUrl}, project ${project}: the branch ${stack} with one commit, a pipeline, a runner
  lasts     about ${warm ? 40 : 30} minutes
  costs     ${dollars(costOf(region, given, 1))}, if it took an hour

All of it is removed at the end, and on Ctrl-C. After a crash: ${CLEAN_UP}`;
}
