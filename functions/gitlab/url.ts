import { BlockList, isIP } from 'node:net';
import type { PropertyReader } from '../shared/property-reader.ts';

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

/** GitLab's base address in one spelling, without a trailing slash; undefined when it must not be used. */
export function normaliseGitLabUrl(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family && linkLocal.check(host, family === 6 ? 'ipv6' : 'ipv4')) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The property GitLabUrl in that spelling, to which gitlab-runner appends `/api/v4/`. */
export function readGitLabUrl({ text, must }: PropertyReader): string {
  const url = normaliseGitLabUrl(text('GitLabUrl')) ?? '';
  must(
    // gitlab-runner would put a variable of its environment in place of a $NAME.
    url !== '' && !url.includes('$'),
    'GitLabUrl must be an https:// address without user, query, fragment or $, and not link-local',
  );
  return url;
}
