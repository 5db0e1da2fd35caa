import { type Cost, idleCost, total } from '../cost.ts';
import { PRICES_OF } from '../prices.ts';
import { byId, write } from './dom.ts';

const money = (amount: number) => `$${amount.toFixed(2)}`;
const date = new Date(PRICES_OF).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export function showCosts(region: string, values: Readonly<Record<string, string>>): void {
  const parts = idleCost(region, values);
  byId('costs', HTMLElement).replaceChildren(...(parts ?? []).flatMap(row));
  if (!parts) {
    write('total', '');
    write('cost-note', `The price list on this page is of ${date} and does not have ${region}.`);
    return;
  }
  const sum = total(parts);
  write('total', `${sum.whole ? '' : 'Over '}${money(sum.cost)} a month`);
  write(
    'cost-note',
    `Price list as of ${date}; spot prices change by the hour. Jobs, logs, the cache and a NAT gateway come on top.`,
  );
}

function row({ what, cost }: Cost): HTMLElement[] {
  const [name, price] = [document.createElement('dt'), document.createElement('dd')];
  name.textContent = what;
  price.textContent = cost === undefined ? 'not in the price list' : money(cost);
  return [name, price];
}
