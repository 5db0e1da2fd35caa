import { idleCost, total } from '../launch/cost.ts';
import {
  ADDRESS_PRICE,
  CLOUDWATCH_PRICES,
  DISK_PRICES,
  hourlyPrice,
  KEY_PRICE,
  PRICED_FAMILIES,
  PRICED_REGIONS,
  PRICES_OF,
} from '../launch/prices.ts';
import { table } from '../lib/markdown.ts';
import { defaultsOf, readTemplate } from '../lib/template.ts';

const REGION = 'us-east-1';
const { metric, alarm, dashboard, put } = CLOUDWATCH_PRICES;
const money = (dollars = Number.NaN) => `$${dollars.toFixed(2)}`;

/** What a stack with the defaults costs in a month in which no job runs, as the launch page reckons it. */
export function idleCosts(): string {
  const parts = idleCost(REGION, defaultsOf(readTemplate())) ?? [];
  const rows = parts.map(({ what, cost }) => [what, money(cost)]);
  return [
    `US dollars a month in ${REGION}, with the defaults, by the prices of ${PRICES_OF}:`,
    table(['No job runs', 'A month'], [...rows, ['**Together**', `**${money(total(parts).cost)}**`]]),
  ].join('\n\n');
}

/** The prices that this reckons with, by region. */
export function prices(): string {
  const rows = [...PRICED_REGIONS].sort().map((region) => {
    const hourly = (type: string) => hourlyPrice(region, type, 'on-demand');
    const prices = [hourly('t4g.micro'), hourly('m7i.large'), DISK_PRICES[region]];
    return [region, ...prices.map((price) => (price === undefined ? '–' : `$${price}`))];
  });
  return [
    table(['Region', 't4g.micro an hour', 'm7i.large an hour', 'gp3, a GB and month'], rows),
    `The list has the families ${PRICED_FAMILIES.join(', ')}.`,
    `Everywhere a public IPv4 address is $${ADDRESS_PRICE} an hour, and a KMS key $${KEY_PRICE} a month. In CloudWatch a metric is $${metric}, an alarm’s metric $${alarm} and a dashboard $${dashboard} a month, and 100,000 calls that put metrics are $${put * 100_000}.`,
  ].join('\n\n');
}
