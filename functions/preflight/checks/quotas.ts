import type { Account, InstanceType } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Instances } from './instance-types.ts';

type Wanted = Pick<Properties, 'isSpot' | 'onDemandBase' | 'maxWorkers'>;

interface Demand {
  readonly quota: string;
  readonly code: string;
  /** vCPUs without which no job runs. */
  readonly least: number;
  /** vCPUs at MaxWorkers. */
  readonly most: number;
}

// https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
const ON_DEMAND = { quota: 'Running On-Demand Standard instances', code: 'L-1216C47A' };
const SPOT = { quota: 'All Standard Spot Instance Requests', code: 'L-34B43A08' };
const STANDARD = /^(a|c|d|h|i|im|is|m|r|t|z)\d/;

/** Whether the account may run what the stack will start. What else runs in the account is not counted. */
export async function checkQuotas(
  account: Account,
  wanted: Wanted,
  manager: Instances | undefined,
  workers: Instances | undefined,
  report: Report,
): Promise<void> {
  if (!manager || !workers) return;
  const others = [...manager.types, ...workers.types]
    .filter((type) => !isStandard(type))
    .map(({ name }) => name);
  if (others.length > 0) report('quota-unknown', { types: [...new Set(others)].join(', ') });
  await Promise.all(
    demands(wanted, manager, workers).map(async ({ quota, code, least, most }) => {
      const allowed = await account.quota(code);
      const values = { quota: `${quota} (${code})`, allowed: String(allowed) };
      if (allowed < least) report('quota-too-small', { ...values, needed: String(least) });
      else if (allowed < most) report('quota-below-most', { ...values, needed: String(most) });
    }),
  );
}

function demands(
  { isSpot, onDemandBase, maxWorkers }: Wanted,
  manager: Instances,
  workers: Instances,
): Demand[] {
  const sizes = standardSizes(workers);
  const [smallest = 0, largest = 0] = [sizes.at(0), sizes.at(-1)];
  const [own = 0] = standardSizes(manager);
  const onDemand = isSpot ? Math.min(onDemandBase, maxWorkers) : maxWorkers;
  const spot = maxWorkers - onDemand;
  return [
    { ...ON_DEMAND, least: own + (onDemand > 0 ? smallest : 0), most: own + onDemand * largest },
    { ...SPOT, least: spot > 0 && onDemand === 0 ? smallest : 0, most: spot * largest },
  ].filter(({ most }) => most > 0);
}

/** vCPUs of those types that the standard quotas are for, from small to large. */
function standardSizes({ types }: Instances): number[] {
  const sizes = types.filter(isStandard).map(({ vCpus }) => vCpus);
  return sizes.sort((one, other) => one - other);
}

const isStandard = ({ name }: InstanceType) => STANDARD.test(name);
