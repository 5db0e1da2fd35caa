import { describe, expect, it } from 'vitest';
import { idleCost, MANAGER_DISK, total } from '../../scripts/launch/cost.ts';
import { groups } from '../../scripts/launch/form.ts';
import { PRICES } from '../../scripts/launch/prices.ts';
import { SOURCE } from './source.ts';

const fields = groups(SOURCE).flatMap((group) => group.fields);
const defaults = Object.fromEntries(fields.map((field) => [field.name, field.default]));
const monthly = (values: Record<string, string>, region = 'us-east-1') =>
  total(idleCost(region, { ...defaults, ...values }) ?? []);

describe('the cost of a stack in which no job runs', () => {
  it('is that of a manager with its disk, its address and a key', () => {
    const parts = idleCost('us-east-1', defaults)?.map(({ what, most = 0 }) => `${what}: ${most.toFixed(2)}`);
    expect(parts).toEqual([
      'Manager, t4g.micro, with its disk: 6.93',
      'Its public address: 3.65',
      'Key for the token: 1.00',
    ]);
  });

  it('is less with a key of one’s own, and without public addresses', () => {
    const all = monthly({}).most;
    expect(all - monthly({ TokenKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' }).most).toBeCloseTo(1);
    expect(all - monthly({ AssignPublicIp: 'false' }).most).toBeCloseTo(3.65);
  });

  it('is mostly that of the workers that wait', () => {
    const worker = 730 * (0.1008 + 0.005) + 30 * 0.08;
    expect(monthly({ IdleWorkers: '2' }).most - monthly({}).most).toBeCloseTo(2 * worker);
  });

  it('lies between two numbers where peak periods decide how many wait', () => {
    const periods = { IdleWorkers: '1', OffPeakIdleWorkers: '4', PeakPeriods: '* 8-17 * * mon-fri' };
    expect(monthly(periods).least).toBeCloseTo(monthly({ IdleWorkers: '1' }).least);
    expect(monthly(periods).most).toBeCloseTo(monthly({ IdleWorkers: '4' }).most);
    expect(idleCost('us-east-1', { ...defaults, ...periods })?.at(-1)?.what).toBe(
      '1 to 4 idle workers, m7i.large, at the on-demand price',
    );
  });

  it('has no number for an instance type that is not in the list', () => {
    expect(monthly({ ManagerInstanceType: 'x9.huge' })).toMatchObject({ whole: false });
    expect(monthly({})).toMatchObject({ whole: true });
  });

  it('is not reckoned for a region without prices', () => {
    expect(idleCost('af-south-1', defaults)).toBeUndefined();
  });
});

describe('the price list', () => {
  it("has the template's default instance types in every region, and is dated", () => {
    for (const { instances } of Object.values(PRICES.regions)) {
      expect(instances).toHaveProperty([defaults.ManagerInstanceType ?? '']);
      expect(instances).toHaveProperty([defaults.WorkerInstanceTypes ?? '']);
    }
    expect(PRICES.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it("reckons with the manager's disk as the template has it", () => {
    const { Properties } = SOURCE.Resources.ManagerLaunchTemplate ?? { Properties: {} };
    expect(JSON.stringify(Properties)).toContain(`"VolumeSize":${MANAGER_DISK}`);
  });
});
