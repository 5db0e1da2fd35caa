import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../lib/quantile.ts';
import { factorOf, type PriceTable } from './prices.ts';

/** What the page has prices for: what people run a manager or workers on. */
const FAMILIES: ReadonlySet<string> = new Set(
  `t3 t3a t4g m6a m6g m6i m7a m7g m7i m7i-flex m8g m8i
   c6a c6g c6i c7a c7g c7i c8g c8i r7g r7i r8g r8i r8i-flex`.split(/\s+/),
);

interface Row {
  readonly family: string;
  readonly size: string;
  readonly architecture: string;
  readonly region: string;
  /** US$ an hour for a `large`, by which AWS prices all sizes of a family. */
  readonly onDemand: number;
  /** The same of spot, in one zone; NaN where the catalogue has none. */
  readonly spot: number;
}

/**
 * The page's price table, of a vms.csv of https://github.com/skypilot-org/skypilot-catalog.
 * @throws Error where the sizes of a family do not cost what their names say.
 */
export function priceTable(csv: string, source: string, date: string): PriceTable {
  const rows = csv.trim().split('\n').slice(1).flatMap(rowOf);
  const families = [...new Set(rows.map(({ family }) => family))].sort();
  return { source, date, families: Object.fromEntries(families.map((name) => [name, familyOf(name, rows)])) };
}

/** No row of an instance without accelerator has a quoted field. */
function rowOf(line: string): Row[] {
  const [type = '', accelerator, , , , , price, spot, region = '', , architecture = ''] = line.split(',');
  const [family = '', size = ''] = type.split('.');
  const factor = factorOf(size);
  if (accelerator || !price || !FAMILIES.has(family) || factor === undefined) return [];
  const of = (text: string | undefined) => (text ? Number(text) / factor : Number.NaN);
  return [{ family, size, architecture, region, onDemand: of(price), spot: of(spot) }];
}

function familyOf(name: string, all: readonly Row[]): PriceTable['families'][string] {
  const rows = all.filter(({ family }) => family === name);
  const regions = [...new Set(rows.map(({ region }) => region))].sort();
  const large = regions.map((region) => {
    const here = rows.filter((row) => row.region === region);
    const onDemand = median(here.map((row) => row.onDemand));
    const odd = here.find((row) => Math.abs(row.onDemand / onDemand - 1) > 0.02);
    if (odd) throw new Error(`${name}.${odd.size} in ${region} does not cost what its size says.`);
    const spot = here.map((row) => row.spot).filter((price) => !Number.isNaN(price));
    return [region, [onDemand, ...(spot.length > 0 ? [median(spot)] : [])].map(rounded)] as const;
  });
  return { architecture: rows[0]?.architecture ?? '', large: Object.fromEntries(large) };
}

const rounded = (price: number) => Number(price.toFixed(6));

if (import.meta.main) {
  const [file, commit, date] = process.argv.slice(2);
  if (!file || !commit || !date) {
    console.error('Usage: node scripts/launch/catalog.ts catalogs/v8/aws/vms.csv COMMIT YYYY-MM-DD');
    process.exit(2);
  }
  const source = `skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv at ${commit}`;
  const table = JSON.stringify(priceTable(readFileSync(file, 'utf8'), source, date), null, 1);
  // A region a line: a diff then shows what became dearer.
  const text = table.replace(/\[\s+([\d.]+)(?:,\s+([\d.]+))?\s+\]/g, (_, one, two) =>
    two ? `[${one}, ${two}]` : `[${one}]`,
  );
  writeFileSync(join(import.meta.dirname, 'prices.json'), `${text}\n`);
}
