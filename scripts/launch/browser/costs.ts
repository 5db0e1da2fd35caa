import { type Cost, idleCost, total } from '../cost.ts';
import { PRICES } from '../prices.ts';
import { byId, write } from './dom.ts';

const money = (amount: number) => `$${amount.toFixed(2)}`;
const range = ({ least, most }: { least: number; most: number }) =>
  least === most ? money(least) : `${money(least)} to ${money(most)}`;
const date = new Date(PRICES.date).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export function showCosts(region: string, values: Readonly<Record<string, string>>): void {
  const parts = idleCost(region, values);
  byId('costs', HTMLElement).replaceChildren(...(parts ?? []).flatMap(row));
  if (!parts) {
    write('total', '');
    write('cost-note', `The price list on this page is of ${date} and does not have ${region}.`);
    return;
  }
  const sum = total(parts);
  write('total', `${sum.whole ? '' : 'Over '}${range(sum)} a month`);
  write(
    'cost-note',
    `Price list as of ${date}; check your region. Jobs, logs, the cache and a NAT gateway come on top.`,
  );
}

function row({ what, least, most }: Cost): HTMLElement[] {
  const [name, price] = [document.createElement('dt'), document.createElement('dd')];
  name.textContent = what;
  price.textContent = least === undefined || most === undefined ? 'not in the list' : range({ least, most });
  return [name, price];
}
