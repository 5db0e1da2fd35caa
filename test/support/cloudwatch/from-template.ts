// AWS::CloudWatch::Alarm as this template writes it; what it does not write is refused.
import type { Alarm, Datum } from './alarm.ts';

type Properties = Readonly<Record<string, unknown>>;

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SampleCount: (values) => values.length,
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
};
const OPERATORS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  LessThanThreshold: (value, threshold) => value < threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
};

/** An alarm of the template, whose data are known by the name of their metric. */
export function alarmOf(properties: Properties): Alarm {
  const {
    EvaluationPeriods,
    DatapointsToAlarm = EvaluationPeriods,
    Threshold,
    TreatMissingData,
  } = properties;
  const isBreaching = known(OPERATORS, properties.ComparisonOperator);
  return {
    evaluationPeriods: Number(EvaluationPeriods),
    datapointsToAlarm: Number(DatapointsToAlarm),
    treatMissingData: TreatMissingData as Alarm['treatMissingData'],
    isBreaching: (value) => isBreaching(value, Number(Threshold)),
    ...(properties.Metrics ? expression(properties.Metrics as Metric[]) : plain(properties)),
  };
}

function plain({ MetricName, Statistic, Period }: Properties): Pick<Alarm, 'period' | 'value'> {
  return { period: Number(Period), value: (data) => statistic(data, String(MetricName), String(Statistic)) };
}

interface Metric {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: { readonly MetricName: string }; Period: number; Stat: string };
}

/** The sum of metrics, each of which counts as 0 where it has no data. */
function expression(metrics: readonly Metric[]): Pick<Alarm, 'period' | 'value'> {
  const stats = metrics.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ Id, ...MetricStat }] : []));
  const written = metrics.map(({ Expression }) => Expression).filter((text) => text !== undefined);
  const expected = stats.map(({ Id }) => `FILL(${Id}, 0)`).join(' + ');
  if (written.join() !== expected) throw new Error(`${written.join()} is not played: only ${expected}`);
  return {
    period: Math.max(...stats.map(({ Period }) => Period)),
    value: (data) =>
      stats
        .map(({ Metric, Stat }) => statistic(data, Metric.MetricName, Stat) ?? 0)
        .reduce((sum, value) => sum + value, 0),
  };
}

function statistic(data: readonly Datum[], metric: string, name: string): number | undefined {
  const values = data.filter((one) => one.metric === metric).map(({ value }) => value);
  return values.length === 0 ? undefined : known(STATISTICS, name)(values);
}

function known<T>(table: Readonly<Record<string, T>>, name: unknown): T {
  const found = table[String(name)];
  if (found === undefined) throw new Error(`${String(name)} is not played`);
  return found;
}
