import { objection } from '../check.ts';
import { write } from './dom.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What can be filled in, in the page's order: the stack's name, and every parameter that is not secret. */
export function controls(): Control[] {
  const found = document.querySelectorAll<Control>('input, select[name], textarea');
  return [...found];
}

export const isParameter = ({ name }: Control) => name !== 'stackName';

/** What the page calls it. */
export const labelOf = (control: Control) => control.labels?.[0]?.textContent ?? control.name;

export function isChanged(control: Control): boolean {
  return control instanceof HTMLSelectElement
    ? !control.selectedOptions[0]?.defaultSelected
    : control.value !== control.defaultValue;
}

/** Why the template would refuse what is filled in. */
export function problem(control: Control): string | undefined {
  const { type = '', pattern, constraint, least, most, longest } = control.dataset;
  if (control instanceof HTMLSelectElement) return undefined;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return objection(control.value, {
    type,
    pattern,
    constraint,
    least: number(least),
    most: number(most),
    longest: number(longest),
  });
}

/** Says what is wrong under the control; nobody is told so while still writing, unless it was said before. */
export function sayProblem(control: Control, leaving: boolean): void {
  const text = problem(control);
  if (!text) control.removeAttribute('aria-invalid');
  else if (leaving) control.setAttribute('aria-invalid', 'true');
  const shown = text && control.hasAttribute('aria-invalid');
  write(`${control.name}-problem`, shown ? `${labelOf(control)} ${text}` : '');
}

/** Brings a control into view, out of a closed group, too. */
export function goTo(control: Control): void {
  control.closest('details')?.setAttribute('open', '');
  sayProblem(control, true);
  control.focus();
}
