import { tokenPages } from '../token-page.ts';
import { byId } from './dom.ts';

/** The links to the page of the GitLab that was filled in. */
export function showTokenPages(gitLabUrl: string, stackName: string): void {
  const pages = tokenPages(gitLabUrl, stackName);
  for (const which of ['newer', 'older'] as const) {
    const link = byId(`token-page-${which}`, HTMLAnchorElement);
    if (pages) link.href = pages[which];
    else link.removeAttribute('href');
  }
}
