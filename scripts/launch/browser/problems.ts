import { objection } from '../check.ts';
import { type Filled, verdict } from '../refusals.ts';
import { STACK_NAME, type Stack } from '../stack.ts';
import { type Control, labelOf, type Problems } from './controls.ts';
import { byId } from './dom.ts';

const stack: Stack = JSON.parse(byId('stack', HTMLScriptElement).textContent ?? '');

/** What is wrong with each value by itself, else what the stack would refuse of them together. */
export function findProblems(
  all: readonly Control[],
  filled: Filled,
): { readonly problems: Problems; readonly ofAccessToken: string | undefined } {
  const own = new Map<Control, string>();
  for (const control of all) {
    const text = objection(control.value, stack.Parameters[control.name] ?? STACK_NAME);
    if (text) own.set(control, `${labelOf(control)} ${text}`);
  }
  if (own.size > 0) return { problems: own, ofAccessToken: undefined };
  const { refusals, ofAccessToken } = verdict(stack, filled);
  const found = new Map<Control, string>();
  for (const { sentence, parameter } of refusals) {
    const control = all.find(({ name }) => name === parameter) ?? all[0];
    if (control && !found.has(control)) found.set(control, sentence);
  }
  return { problems: new Map(all.flatMap((one) => [...found].filter(([at]) => at === one))), ofAccessToken };
}
