import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Metrics, Stack } from '../facts.ts';

/** In milliseconds; a manager says how it is each minute. */
const RECENT = 15 * 60_000;
/** What publish-health and the reaper put, as the template's alarms name it. */
const OWN = ['Accepted', 'JobsRunning', 'TasksPending', 'OrphanedInstances'] as const;

/** The newest of what the stack publishes, and the workers' hours of the month. */
export async function seeMetrics(client: CloudWatchClient, stack: Stack, now: number): Promise<Metrics> {
  const { name, outputs } = stack;
  const month = new Date(now);
  const [newest, hours] = await Promise.all([
    Promise.all(
      OWN.map(async (metric) => {
        const question = [`GitLabRunnerStack/${name}`, metric, 'StackName', name, 60] as const;
        return [metric, (await values(client, question, now - RECENT, now))[0]] as const;
      }),
    ),
    outputs.WorkerGroupName === undefined
      ? []
      : values(
          client,
          [
            'AWS/AutoScaling',
            'GroupInServiceInstances',
            'AutoScalingGroupName',
            outputs.WorkerGroupName,
            3600,
          ],
          Date.UTC(month.getUTCFullYear(), month.getUTCMonth()),
          now,
        ),
  ]);
  const workerHours = hours.length === 0 ? undefined : hours.reduce((sum, one) => sum + one, 0);
  return { newest: Object.fromEntries(newest), workerHours };
}

type Question = readonly [space: string, metric: string, dimension: string, value: string, period: number];

/** The averages of each period of so many seconds, the newest first. */
async function values(
  client: CloudWatchClient,
  question: Question,
  from: number,
  to: number,
): Promise<number[]> {
  const [Namespace, MetricName, Name, Value, Period] = question;
  const Metric = { Namespace, MetricName, Dimensions: [{ Name, Value }] };
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'asked', MetricStat: { Metric, Period, Stat: 'Average' } }],
      ...{ StartTime: new Date(from), EndTime: new Date(to), ScanBy: 'TimestampDescending' },
    }),
  );
  return MetricDataResults[0]?.Values ?? [];
}
