import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALARM_METRICS, idleCost, MANAGER_DISK, METRICS, total } from '../../scripts/launch/cost.ts';
import { hourlyPrice, PRICED_REGIONS, PRICES_OF } from '../../scripts/launch/prices.ts';
import { PARTITIONS } from '../../scripts/launch/regions.ts';
import { withParameters } from '../../scripts/lib/conditions.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { DEFAULTS as defaults, SOURCE } from './source.ts';

const monthly = (values: Record<string, string>, region = 'us-east-1') =>
  total(idleCost(region, { ...defaults, ...values }) ?? []);

describe('the cost of a stack in which no job runs', () => {
  it('is that of a manager with its disk, its address, a key, metrics and alarms', () => {
    const parts = idleCost('us-east-1', defaults)?.map(({ what, cost = 0 }) => `${what}: ${cost.toFixed(2)}`);
    expect(parts).toEqual([
      'Manager, t4g.micro: 6.13',
      'Its disk: 0.80',
      'Its public address: 3.65',
      'Key for the token: 1.00',
      'Metrics and alarms: 2.54',
    ]);
  });

  it('is at most 14.50 dollars with all alarms, and 17.50 with a dashboard; the README says so', () => {
    const mailed = {
      AlarmEmail: 'ci@example.com',
      AlarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:alarms',
    };
    const [idle, shown] = [monthly(mailed).cost, monthly({ ...mailed, Dashboard: 'true' }).cost];
    expect(idle).toBeLessThanOrEqual(14.5);
    expect(shown).toBeLessThanOrEqual(17.5);
    const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
    expect(readme).toContain(`about $${Math.round(idle)} a month`);
  });

  it('counts the metrics and alarms that the template has, with either executor', () => {
    for (const Executor of ['docker-autoscaler', 'docker+machine']) {
      const { Resources } = withParameters(readTemplate(), { Executor });
      const alarms = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
      const watched = alarms.flatMap(({ Properties }) =>
        [...JSON.stringify(Properties).matchAll(/"MetricName":"(\w+)"/g)].map(([, name]) => name),
      );
      expect(watched.length).toBeLessThanOrEqual(ALARM_METRICS);
      // JobsRunning is only shown, and Errors is Lambda's own.
      const own = new Set([...watched, 'JobsRunning'].filter((name) => name !== 'Errors'));
      expect(own.size).toBe(METRICS);
    }
  });

  it('is less with a key of one’s own, and without public addresses', () => {
    const all = monthly({}).cost;
    expect(all - monthly({ TokenKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' }).cost).toBeCloseTo(1);
    expect(all - monthly({ AssignPublicIp: 'false' }).cost).toBeCloseTo(3.65);
  });

  it('is mostly that of the workers that wait', () => {
    const worker = 730 * (0.1008 + 0.005) + 30 * 0.08;
    expect(monthly({ IdleWorkers: '2' }).cost - monthly({}).cost).toBeCloseTo(2 * worker);
  });

  it('is of the hours that PeakPeriods say, on average', () => {
    const periods = { IdleWorkers: '4', OffPeakIdleWorkers: '1', PeakPeriods: '* 8-17 * * mon-fri' };
    const share = (261 * 10) / (365 * 24);
    const worker = 730 * (0.1008 + 0.005) + 30 * 0.08;
    expect(monthly(periods).cost - monthly({}).cost).toBeCloseTo(worker * (4 * share + (1 - share)));
    expect(idleCost('us-east-1', { ...defaults, ...periods })?.[1]?.what).toBe(
      'Idle workers, m7i.large, on-demand: 1.89 on average',
    );
  });

  it('is by the spot price for what is spot, and OnDemandBase is not', () => {
    const spot = { IdleWorkers: '3', WorkerMarket: 'spot' };
    const hourly = hourlyPrice('us-east-1', 'm7i.large', 'spot') ?? 0;
    expect(hourly).toBeLessThan(0.1008);
    const saved = monthly({ IdleWorkers: '3' }).cost - monthly(spot).cost;
    expect(saved).toBeCloseTo(3 * 730 * (0.1008 - hourly));
    expect(monthly({ ...spot, OnDemandBase: '2' }).cost - monthly(spot).cost).toBeCloseTo((2 / 3) * saved);
  });

  it('has no number for an instance type that is not in the list', () => {
    expect(monthly({ ManagerInstanceType: 'x9.huge' })).toMatchObject({ whole: false });
    expect(monthly({})).toMatchObject({ whole: true });
  });

  it('is not reckoned for a region without prices', () => {
    expect(idleCost('sa-east-1', defaults)).toBeUndefined();
  });

  it('says where the list has an instance and not its disk', () => {
    const parts = idleCost('eu-north-1', defaults) ?? [];
    expect(parts.filter(({ cost }) => cost === undefined).map(({ what }) => what)).toEqual(['Its disk']);
  });
});

describe('the price list', () => {
  it("has the template's default instance types in most regions that the page offers, and is dated", () => {
    const offered = PARTITIONS.flatMap(({ regions }) => Object.keys(regions));
    const known = [...PRICED_REGIONS].filter((region) =>
      ['t4g.micro', 'm7i.large'].every((type) => hourlyPrice(region, type, 'on-demand')),
    );
    expect(offered).toEqual(expect.arrayContaining([...PRICED_REGIONS]));
    expect(known.length).toBeGreaterThan(20);
    expect([defaults.ManagerInstanceType, defaults.WorkerInstanceTypes]).toEqual(['t4g.micro', 'm7i.large']);
    expect(PRICES_OF).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it.each([
    ['t4g.nano', 'eu-central-1', 0.0048],
    ['t4g.small', 'ap-south-1', 0.0112],
    ['m7i.2xlarge', 'eu-west-1', 0.4494],
    ['r8i-flex.16xlarge', 'us-west-2', 4.22304],
  ])('has %s in %s as the catalogue has it, whatever size it keeps', (type, region, price) => {
    expect(hourlyPrice(region, type, 'on-demand')).toBeCloseTo(price, 4);
  });

  it("reckons with the manager's disk as the template has it", () => {
    const { Properties } = SOURCE.Resources.ManagerLaunchTemplate ?? { Properties: {} };
    expect(JSON.stringify(Properties)).toContain(`"VolumeSize":${MANAGER_DISK}`);
  });
});
