import { table } from './markdown.ts';
import { HOURS_A_MONTH, PRICES, PRICES_AS_OF } from './prices.ts';

const MANAGER_GB = 10;
const money = (dollars: number) => `$${dollars.toFixed(2)}`;

/** The prices, and what a stack costs in which no job runs. */
export function prices(): string {
  const rows = Object.values(PRICES).map(({ what, dollars, per, source }) => [
    what,
    `$${dollars} a ${per}`,
    `[AWS](${source})`,
  ]);
  const { manager, address, volume, key } = PRICES;
  const idle = [
    ['The manager', manager.dollars * HOURS_A_MONTH],
    [`Its volume of ${MANAGER_GB} GB`, volume.dollars * MANAGER_GB],
    ['Its public address; none behind a NAT', address.dollars * HOURS_A_MONTH],
    ['The key; none with `TokenKeyArn`', key.dollars],
  ] as const;
  const sum = idle.reduce((total, [, dollars]) => total + dollars, 0);
  return [
    `us-east-1, as of ${PRICES_AS_OF}:`,
    table(['What', 'Price', 'Source'], rows),
    `So a stack in which no job runs costs, in ${HOURS_A_MONTH} hours:`,
    table(
      ['What', 'A month'],
      [...idle.map(([what, dollars]) => [what, money(dollars)]), ['**Together**', `**${money(sum)}**`]],
    ),
  ].join('\n\n');
}
