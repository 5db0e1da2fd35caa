// How CloudWatch judges an alarm, from "Using Amazon CloudWatch Alarms", doc_source/AlarmThatSendsEmail.md of
// awsdocs/amazon-cloudwatch-user-guide at 05fd32f; its two tables are tested. A period ends where the alarm looks.

export interface Datum {
  readonly metric: string;
  /** Seconds. */
  readonly at: number;
  readonly value: number;
}
export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
type Treatment = 'breaching' | 'notBreaching' | 'ignore';
export interface Rule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: Treatment;
}
/** A period's data point: breaching, within the threshold, or undefined where there is none. */
export type Point = boolean | undefined;

/** The state that the periods of the evaluation range make, the newest last. */
export function judge(points: readonly Point[], rule: Rule, before: State): State {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const real = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(Boolean).length;
  // Points that are missing count only as far as the real ones do not suffice.
  const missing = evaluationPeriods - real.length;
  if (breaching + (treatMissingData === 'breaching' ? missing : 0) >= datapointsToAlarm) return 'ALARM';
  if (treatMissingData === 'ignore' && missing > 0 && breaching === real.length) return before;
  return 'OK';
}

export interface Alarm extends Rule {
  /** Seconds. */
  readonly period: number;
  isBreaching(value: number): boolean;
  /** The value of a period's data, undefined where there is none. */
  value(data: readonly Datum[]): number | undefined;
}

/** What an alarm makes of the data at a moment. How far CloudWatch looks beyond the alarm's own periods it does not say: `more`. */
export function look(alarm: Alarm, data: readonly Datum[], at: number, before: State, more: number): State {
  const periods = Array.from({ length: alarm.evaluationPeriods + more }, (_, back) => {
    const end = at - back * alarm.period;
    const value = alarm.value(data.filter((one) => one.at > end - alarm.period && one.at <= end));
    return value === undefined ? undefined : alarm.isBreaching(value);
  });
  return judge(periods.reverse(), alarm, before);
}
