import { byId, write } from './dom.ts';

/** The button that copies the text of the tab that is shown. */
export function startCopying(): void {
  byId('copy', HTMLButtonElement).addEventListener('click', async () => {
    const text = document.querySelector('[role=tabpanel]:not([hidden]) pre');
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text.textContent ?? '');
      write('copied', 'Copied.');
    } catch {
      // Outside https there is no clipboard, and with it a permission may be missing.
      getSelection()?.selectAllChildren(text);
      write('copied', 'Selected: copy it with the keyboard.');
    }
  });
}
