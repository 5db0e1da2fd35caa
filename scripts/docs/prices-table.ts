import { idleCost, total } from '../launch/cost.ts';
import { PRICES } from '../launch/prices.ts';
import { table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

const REGION = 'us-east-1';
const money = (dollars = Number.NaN) => `$${dollars.toFixed(2)}`;

/** What a stack with the defaults costs in a month in which no job runs, as the launch page reckons it. */
export function idleCosts(): string {
  const { Parameters } = readTemplate();
  const defaults = Object.entries(Parameters).map(([name, { Default = '' }]) => [name, String(Default)]);
  const parts = idleCost(REGION, Object.fromEntries(defaults)) ?? [];
  const rows = parts.map(({ what, most }) => [what, money(most)]);
  return [
    `US dollars a month in ${REGION}, with the defaults, by the prices of ${PRICES.date}:`,
    table(['No job runs', 'A month'], [...rows, ['**Together**', `**${money(total(parts).most)}**`]]),
  ].join('\n\n');
}

/** The prices that this reckons with, by region. */
export function prices(): string {
  const rows = Object.entries(PRICES.regions).map(([region, { disk, instances }]) => [
    region,
    `$${instances['t4g.micro']}`,
    `$${instances['m7i.large']}`,
    `$${disk}`,
  ]);
  return [
    table(['Region', 't4g.micro an hour', 'm7i.large an hour', 'gp3, a GB and month'], rows),
    `Everywhere a public IPv4 address is $${PRICES.address} an hour, and a KMS key $${PRICES.key} a month.`,
  ].join('\n\n');
}
