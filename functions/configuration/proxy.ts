import type { PropertyReader } from '../shared/property-reader.ts';

export interface Proxy {
  readonly url: string;
  /** Hosts, domains and blocks that are reached without it. */
  readonly exceptions: readonly string[];
}

/** What never goes through a proxy: the host itself, and the instance's metadata. */
export const EXCEPTIONS: readonly string[] = ['localhost', '127.0.0.1', '169.254.169.254'];

// Docker-in-Docker's service: https://docs.gitlab.com/runner/configuration/proxy/#proxy-settings-when-using-dind-service
const SERVICES = ['docker', 'docker:2375', 'docker:2376'];

/** HttpsProxy and NoProxy; undefined when no proxy is given. */
export function readProxy({ text, list, must }: PropertyReader): Proxy | undefined {
  const exceptions = list('NoProxy');
  must(
    exceptions.every((one) => /^[A-Za-z0-9.:/_-]+$/.test(one)),
    'NoProxy must be hosts, domains (.example.com, since *.example.com is not understood by all) or address blocks, separated by commas',
  );
  if (text('HttpsProxy') === '') return undefined;
  // Without a port curl takes 1080, Python 443 and Go 80. Python sends CONNECT unencrypted, whatever the proxy's URL says:
  // Lib/http/client.py of 3.9, HTTPConnection.connect.
  const port = Number(/^http:\/\/[A-Za-z0-9.-]+:(\d{1,5})\/?$/.exec(text('HttpsProxy'))?.[1]);
  must(
    port >= 1 && port <= 65_535,
    'HttpsProxy must be like http://proxy.example.com:3128, with its port, not https, and without user and password, which every job could read',
  );
  // As it was given: a URL's normal form leaves :80 out.
  return { url: text('HttpsProxy').replace(/\/$/, ''), exceptions };
}

/** `environment` of the jobs. Programs differ in whether they read capitals. */
export function jobEnvironment({ url, exceptions }: Proxy): string[] {
  const direct = [...EXCEPTIONS, ...SERVICES, ...exceptions].join(',');
  return [
    ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].map((name) => `${name}=${url}`),
    ...['NO_PROXY', 'no_proxy'].map((name) => `${name}=${direct}`),
  ];
}
