import { expect, it } from 'vitest';
import { idleCosts } from '../../scripts/bench/idle-cost.ts';
import { averageIdle } from '../../scripts/bench/idle-cost-workers.ts';
import { readConfigToml } from '../../scripts/simulate/config-toml.ts';
import { PEERS } from '../../scripts/simulate/peers.ts';

it('idle costs have a price for every part, and this stack’s are the least', async () => {
  const { rows, kind, notes } = await idleCosts();
  expect(kind).toBe('computed');
  expect(rows.every((row) => Number(row['$/month']) > 0)).toBe(true);
  const totals = rows.filter(({ resource }) => resource === 'together');
  expect(totals.map(({ stack }) => stack)).toEqual(['this stack', ...PEERS.map(({ name }) => name)]);
  const [own, ...peers] = totals.map((row) => Number(row['$/month']));
  expect(own).toBeLessThan(Math.min(...peers));
  for (const { source } of PEERS) expect(notes.join()).toContain(source);
});

it('idle workers are counted by the week that their periods make', () => {
  const idle = PEERS.map(({ id, config }) => [id, averageIdle(readConfigToml(config))]);
  expect(Object.fromEntries(idle)).toEqual({
    'cattle-ops': 0,
    // 16 hours on five days.
    pepperize: 80 / 168,
    grit: 1,
    // 50, of which the limit lets 20 be, for 9 hours on five days; 5 on two days; 1 otherwise.
    'gitlab-docker-machine-guide': (45 * 20 + 48 * 5 + 75) / 168,
    'gitlab-docker-autoscaler-guide': 5,
  });
});
