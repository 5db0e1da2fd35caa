import { BlockList, isIP } from 'node:net';

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
