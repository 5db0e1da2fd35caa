import type { PropertyReader } from '../shared/property-reader.ts';

/**
 * 169.254.0.0/16, also as IPv6 maps it, and fe80::/10, in the one spelling that a parsed URL has for each address:
 * https://url.spec.whatwg.org/#host-serializing. Without node:net, since the launch page reads it in a browser.
 */
const LINK_LOCAL = /^(169\.254(\.\d+){2}|\[::ffff:a9fe:[\da-f]+\]|\[fe[89ab][\da-f]:[\da-f:]+\])$/;

/** GitLab's base URL in one spelling, each slash of its path once and none at its end; undefined when it must not be used. */
export function normaliseGitLabUrl(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) return undefined;
  if (LINK_LOCAL.test(url.hostname)) return undefined;
  return url.origin + url.pathname.replace(/\/+/g, '/').replace(/\/$/, '');
}

/** The property GitLabUrl in that spelling, to which gitlab-runner appends `/api/v4/`. */
export function readGitLabUrl({ text, must }: PropertyReader): string {
  const url = normaliseGitLabUrl(text('GitLabUrl')) ?? '';
  must(
    // gitlab-runner would put a variable of its environment in place of a $NAME.
    url !== '' && !url.includes('$'),
    'GitLabUrl must be an https:// URL without user, query, fragment or $, and not link-local',
  );
  return url;
}
