import { expect, test } from 'vitest';
import { judge, type State } from '../support/cloudwatch/alarm.ts';
import { alarmOf } from '../support/cloudwatch/from-template.ts';

/** Of AWS's two tables: the points, and the states with missing data ignored, breaching and not breaching. */
const TABLES = {
  3: [
    ['0 - X - X', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK'],
    ['- - - - -', 'retained', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM'],
    ['- - - - X', 'retained', 'ALARM', 'OK'],
    ['X - - - -', 'retained', 'ALARM', 'OK'],
  ],
  2: [
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'ALARM', 'OK'],
    ['- - - - X', 'retained', 'ALARM', 'OK'],
  ],
} as const;

const rows = Object.entries(TABLES).flatMap(([datapoints, table]) =>
  table.map(([points, ...states]) => [points, Number(datapoints), states] as const),
);
test.each(
  rows,
)('AWS’s table says of %s with %i of 3 what is said here', (points, datapointsToAlarm, states) => {
  const each = points.split(' ').map((point) => (point === '-' ? undefined : point === 'X'));
  const found = (['ignore', 'breaching', 'notBreaching'] as const).map((treatMissingData) =>
    judge(each, { evaluationPeriods: 3, datapointsToAlarm, treatMissingData }, 'retained' as State),
  );
  expect(found).toEqual(states);
});

test('what the template does not write is refused', () => {
  const alarm = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' };
  expect(() => alarmOf(alarm)).toThrow('GreaterThanThreshold is not played');
  const Metrics = [
    { Id: 'a', MetricStat: { Metric: { MetricName: 'A' }, Period: 60, Stat: 'Sum' } },
    { Id: 'b', Expression: 'a * 2' },
  ];
  expect(() => alarmOf({ ...alarm, ComparisonOperator: 'LessThanThreshold', Metrics })).toThrow(
    'a * 2 is not played',
  );
});
