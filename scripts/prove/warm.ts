import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeWarmPoolCommand,
  PutWarmPoolCommand,
} from '@aws-sdk/client-auto-scaling';
import { codeOf } from '../../functions/aws/errors.ts';
import { endWarmPool } from './clean-up.ts';
import { type Life, runJob } from './life.ts';
import { waitFor } from './pipeline.ts';
import { recall, remember } from './state.ts';

/** What decision 16 asks first: whether the workers' group may have a warm pool, who lists what waits there, and what it saves. */
export async function tryWarmPool(life: Life, AutoScalingGroupName: string): Promise<void> {
  const { place, signal, progress } = life;
  progress.step('One stopped worker in a warm pool');
  const client = new AutoScalingClient(place.aws);
  remember({ ...recall(place.stack), warmGroup: AutoScalingGroupName });
  // Its instances are stopped unless it is said.
  const pool = { AutoScalingGroupName, MinSize: 1, MaxGroupPreparedCapacity: 1 };
  const refusal = await client.send(new PutWarmPoolCommand(pool)).then(() => undefined, codeOf);
  note(life, 'a warm pool for the group of workers', refusal ? `refused (${refusal})` : 'taken');
  if (refusal) return;
  const failure = await useWarmPool(life, client, AutoScalingGroupName).catch((error: Error) => error);
  await endWarmPool(place, signal);
  // No other answer needs it.
  if (failure && !signal.aborted) progress.saw('a job ran from the warm pool', false, failure.message);
}

async function useWarmPool(life: Life, client: AutoScalingClient, AutoScalingGroupName: string) {
  const began = Date.now();
  await waitFor(life.signal, 600, 'a stopped worker', async () => {
    const { Instances = [] } = await client.send(new DescribeWarmPoolCommand({ AutoScalingGroupName }));
    return Instances.find(({ LifecycleState }) => LifecycleState === 'Warmed:Stopped');
  });
  note(life, 'until a worker is stopped in the pool', `${Math.round((Date.now() - began) / 1000)} s`);
  const names = { AutoScalingGroupNames: [AutoScalingGroupName] };
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand(names));
  const listed = AutoScalingGroups[0]?.Instances?.some((one) => one.LifecycleState?.startsWith('Warmed'));
  note(life, 'Warmed instances in the list that the fleeting plugin reads', listed ? 'yes' : 'no');
  await runJob(life, ' from the warm pool');
}

const note = (life: Life, what: string, answer: string) => life.note({ part: 'settled', what, answer });
