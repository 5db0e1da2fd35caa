import { type Control, controls, isChanged, isParameter, problem, sayProblem } from './controls.ts';
import { startCopying } from './copy.ts';
import { showCosts } from './costs.ts';
import { byId, write } from './dom.ts';
import { showLaunch } from './launch.ts';
import { startTabs } from './tabs.ts';

const form = byId('form', HTMLFormElement);
const all = controls();
const parameters = all.filter(isParameter);
const templateUrl = new URL(document.documentElement.dataset.template ?? '', location.href).href;
const valuesOf = (some: readonly Control[]) =>
  Object.fromEntries(some.map(({ name, value }) => [name, value]));

function show(): void {
  const region = byId('region', HTMLSelectElement).value;
  const stackName = byId('stackName', HTMLInputElement).value;
  showCosts(region, valuesOf(parameters));
  const changed = valuesOf(parameters.filter(isChanged));
  showLaunch(
    { region, stackName, templateUrl, parameters: changed },
    all.filter((control) => problem(control)),
  );
  for (const control of all) control.closest('.field')?.classList.toggle('changed', isChanged(control));
  for (const group of document.querySelectorAll('details')) showCount(group);
  write('copied', '');
}

function showCount(group: HTMLDetailsElement): void {
  const within = parameters.filter((control) => group.contains(control));
  const changed = within.filter(isChanged).length;
  const wrong = within.filter((control) => problem(control)).length;
  const words = [
    `${within.length} parameters`,
    changed && `${changed} changed`,
    wrong && `${wrong} to correct`,
  ];
  const place = group.querySelector('.count');
  if (place) place.textContent = words.filter(Boolean).join(' · ');
}

for (const control of all) {
  control.addEventListener('input', () => sayProblem(control, false));
  control.addEventListener('change', () => sayProblem(control, true));
}
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
startTabs();
startCopying();
// A browser that comes back to the page may have kept what was filled in.
addEventListener('pageshow', show);
