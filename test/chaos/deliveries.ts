import { again, givenUp, twiceAtOnce, unheard } from '../support/cloudformation/deliveries.ts';
import type { Event, Transport } from '../support/cloudformation/transport.ts';
import type { Account } from './account.ts';
import type { Fate } from './delivery.ts';
import type { MemoryFunction } from './function.ts';
import type { Plan } from './plan.ts';

const NOTHING: Fate = { kind: 'nothing', at: 0 };

/** The functions as CloudFormation reaches them: each event goes as its plan says. What is given up goes on in `running`. */
export function carefully(
  functions: Readonly<Record<string, MemoryFunction>>,
  planFor: (event: Event) => Plan | undefined,
  { clock, kept }: Pick<Account, 'clock' | 'kept'>,
  running: Promise<unknown>[],
): (logicalId: string) => Transport {
  return (logicalId) => async (event) => {
    const deliver = functions[logicalId];
    if (!deliver) throw new Error(`There is no function for ${logicalId}.`);
    const { ServiceTimeout, OnDelete, BucketName } = event.ResourceProperties;
    if (event.RequestType === 'Delete' && OnDelete === 'Retain') kept.add(BucketName);
    const plan = planFor(event);
    if (!plan) return deliver(event, NOTHING);
    let deliveries = 0;
    const suffering: Transport = (one) =>
      deliver(one, deliveries++ === 0 ? plan.fate : NOTHING, plan.delivery === 'given up');
    const delivered = {
      once: suffering,
      'twice in a row': again(suffering),
      'twice at once': twiceAtOnce(suffering),
      'again minutes later': again(suffering, () => clock.pass(180_000)),
      'given up': givenUp(suffering, () => turns(plan.turns), running),
    }[plan.delivery];
    const answer = await (plan.answerIsLost ? unheard(delivered) : delivered)(event);
    if (!answer && plan.delivery !== 'given up') clock.pass(Number(ServiceTimeout) * 1000);
    return answer;
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}
