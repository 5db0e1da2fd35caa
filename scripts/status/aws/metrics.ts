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
  const own = OWN.map((metric): Question => [`GitLabRunnerStack/${name}`, metric, 'StackName', name, 60]);
  const group = outputs.WorkerGroupName;
  const inService: Question[] =
    group === undefined
      ? []
      : [['AWS/AutoScaling', 'GroupInServiceInstances', 'AutoScalingGroupName', group, 3600]];
  const [newest, [hours = []]] = await Promise.all([
    values(client, own, now - RECENT, now),
    values(client, inService, Date.UTC(month.getUTCFullYear(), month.getUTCMonth()), now),
  ]);
  const workerHours = hours.length === 0 ? undefined : hours.reduce((sum, one) => sum + one, 0);
  return { newest: Object.fromEntries(OWN.map((metric, at) => [metric, newest[at]?.[0]])), workerHours };
}

type Question = readonly [space: string, metric: string, dimension: string, value: string, period: number];

/** The averages of each period, the newest first, by question. */
async function values(
  client: CloudWatchClient,
  questions: readonly Question[],
  from: number,
  to: number,
): Promise<number[][]> {
  if (questions.length === 0) return [];
  const MetricDataQueries = questions.map(([Namespace, MetricName, Name, Value, Period], at) => {
    const Metric = { Namespace, MetricName, Dimensions: [{ Name, Value }] };
    return { Id: `asked${at}`, MetricStat: { Metric, Period, Stat: 'Average' } };
  });
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      ...{ MetricDataQueries, StartTime: new Date(from), EndTime: new Date(to) },
      ScanBy: 'TimestampDescending',
    }),
  );
  return MetricDataQueries.map((query) => MetricDataResults.find(({ Id }) => Id === query.Id)?.Values ?? []);
}
