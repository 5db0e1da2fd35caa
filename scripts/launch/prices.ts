import table from './prices.json' with { type: 'json' };

export type Market = 'on-demand' | 'spot';

/** What catalog.ts makes of AWS's price list. */
export interface PriceTable {
  readonly source: string;
  readonly date: string;
  readonly families: Readonly<
    Record<
      string,
      {
        /** EC2's name for it. */
        readonly architecture: string;
        /** By region, US$ an hour of a `large`: on demand, and the median of the zones' spot prices of that day. */
        readonly large: Readonly<Record<string, readonly number[]>>;
      }
    >
  >;
}

const { date, families }: PriceTable = table;

/** Of a year's 8760, a twelfth. */
export const HOURS_A_MONTH = 730;

/** When the prices were looked up. */
export const PRICES_OF = date;

/** US$ a month for a key of KMS, in every region: https://aws.amazon.com/kms/pricing/ */
export const KEY_PRICE = 1;

/**
 * US$ a month for a metric of one's own, an alarm's metric and a dashboard, and for a call that puts metrics:
 * https://aws.amazon.com/cloudwatch/pricing/. What is free each month may be used up by others.
 */
export const CLOUDWATCH_PRICES = { metric: 0.3, alarm: 0.1, dashboard: 3, put: 0.00001 };

/** US$ an hour for a public IPv4 address, in every region: https://aws.amazon.com/vpc/pricing/ */
export const ADDRESS_PRICE = 0.005;

/**
 * US$ a GiB and month of gp3: https://aws.amazon.com/ebs/pricing/, and for eu-central-1
 * https://hendric-jabs.de/2023/11/02/gp3-in-2-minuten/.
 */
export const DISK_PRICES: Readonly<Record<string, number>> = {
  'us-east-1': 0.08,
  'us-east-2': 0.08,
  'us-west-2': 0.08,
  'eu-central-1': 0.0952,
  'eu-west-1': 0.088,
};

/** The families of instance types that the table has. */
export const PRICED_FAMILIES: readonly string[] = Object.keys(families);

/** The regions that the table has anything of. */
export const PRICED_REGIONS: ReadonlySet<string> = new Set(
  Object.values(families).flatMap(({ large }) => Object.keys(large)),
);

/** US$ an hour, Linux; undefined when the table does not have it. */
export function hourlyPrice(region: string, type: string, market: Market): number | undefined {
  const [family = '', size = ''] = type.split('.');
  const large = families[family]?.large[region]?.[market === 'spot' ? 1 : 0];
  const factor = factorOf(size);
  return large === undefined || factor === undefined ? undefined : large * factor;
}

/** Of a type whose family the table has. */
export function architectureOf(type: string): string | undefined {
  return families[type.split('.')[0] ?? '']?.architecture;
}

const SMALL = ['nano', 'micro', 'small', 'medium', 'large'];

/** How many a `large` is, of which AWS's prices are multiples; undefined for what is none, such as metal. */
export function factorOf(size: string): number | undefined {
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (times !== undefined) return 2 * Number(times || 1);
  const position = SMALL.indexOf(size);
  return position < 0 ? undefined : 2 ** (position - 4);
}
