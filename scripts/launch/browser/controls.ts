import { write } from './dom.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
/** Why what is filled in would be refused, in the order of the page. */
export type Problems = ReadonlyMap<Control, string>;

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

/** Says under each control what is wrong; nobody is told so while still writing, unless it was said before. */
export function sayProblems(problems: Problems, all: readonly Control[], leaving: boolean): void {
  for (const control of all) {
    const text = problems.get(control);
    if (!text) control.removeAttribute('aria-invalid');
    else if (leaving) control.setAttribute('aria-invalid', 'true');
    write(`${control.name}-problem`, text && control.hasAttribute('aria-invalid') ? text : '');
  }
}

/** Brings a control into view, out of a closed group, too. */
export function goTo(control: Control): void {
  control.closest('details')?.setAttribute('open', '');
  // As if it had just been left: what is wrong with it is said.
  control.dispatchEvent(new Event('change', { bubbles: true }));
  control.focus();
}
