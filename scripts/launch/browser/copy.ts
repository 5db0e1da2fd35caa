import { write } from './dom.ts';

/** The buttons that copy the text beside them. */
export function startCopying(): void {
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => copy(button.parentElement?.querySelector('pre')));
}

async function copy(text: HTMLElement | null | undefined): Promise<void> {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text.textContent ?? '');
    write('copied', 'Copied.');
  } catch {
    // Outside https there is no clipboard, and with it a permission may be missing.
    getSelection()?.selectAllChildren(text);
    write('copied', 'Selected: copy it with the keyboard.');
  }
}
