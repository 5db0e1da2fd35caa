import { byId } from './dom.ts';

const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
const panelOf = (tab: HTMLElement) => byId(tab.getAttribute('aria-controls') ?? '', HTMLElement);

/** One tab stop for all tabs; arrows, Home and End go between them. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function startTabs(): void {
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => select(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const steps: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 };
      const step = steps[key];
      const next = step === undefined ? undefined : tabs.at(step % tabs.length);
      if (!next) return;
      select(next);
      next.focus();
    });
  }
  if (tabs[0]) select(tabs[0]);
}

function select(chosen: HTMLElement): void {
  for (const tab of tabs) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    panelOf(tab).hidden = tab !== chosen;
  }
}
