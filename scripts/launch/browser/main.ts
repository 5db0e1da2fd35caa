import { type Control, controls, isChanged, isParameter, type Problems, sayProblems } from './controls.ts';
import { startCopying } from './copy.ts';
import { showCosts } from './costs.ts';
import { byId, write } from './dom.ts';
import { showLaunch } from './launch.ts';
import { findProblems } from './problems.ts';
import { showTokenPages } from './token-page.ts';

const form = byId('form', HTMLFormElement);
const all = controls();
const parameters = all.filter(isParameter);
const { template = '', version = '' } = document.documentElement.dataset;
// The page is of one version, and `npm run release` keeps that beside the latest, which may be another by the time
// somebody launches it or a parent is updated.
const templateUrl = new URL(template, location.href).href.replace(/\/latest\/(?=[^/]*$)/, `/${version}/`);
const valuesOf = (some: readonly Control[]) =>
  Object.fromEntries(some.map(({ name, value }) => [name, value]));

function show(leaving: boolean): void {
  const region = byId('region', HTMLSelectElement).value;
  const stackName = byId('stackName', HTMLInputElement).value;
  const values = valuesOf(parameters);
  const { problems, ofAccessToken } = findProblems(all, { region, stackName, parameters: values });
  const changed = valuesOf(parameters.filter(isChanged));
  showCosts(region, values);
  showTokenPages(values.GitLabUrl ?? '', stackName);
  showLaunch({ region, stackName, templateUrl, parameters: changed }, problems, ofAccessToken);
  sayProblems(problems, all, leaving);
  for (const control of all) control.closest('.field')?.classList.toggle('changed', isChanged(control));
  for (const group of document.querySelectorAll<HTMLDetailsElement>('form details'))
    showCount(group, problems);
  write('copied', '');
}

function showCount(group: HTMLDetailsElement, problems: Problems): void {
  const within = parameters.filter((control) => group.contains(control));
  const changed = within.filter(isChanged).length;
  const wrong = within.filter((control) => problems.has(control)).length;
  const words = [
    `${within.length} parameters`,
    changed && `${changed} changed`,
    wrong && `${wrong} to correct`,
  ];
  const place = group.querySelector('.count');
  if (place) place.textContent = words.filter(Boolean).join(' · ');
}

form.addEventListener('input', () => show(false));
form.addEventListener('change', () => show(true));
form.addEventListener('submit', (event) => event.preventDefault());
startCopying();
// A browser that comes back to the page may have kept what was filled in.
addEventListener('pageshow', () => show(false));
