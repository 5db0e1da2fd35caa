import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { place } from '../../../scripts/local/machine/outside.ts';
import { DOCUMENT } from './store.ts';

export const CONFIG_TOML = '/run/gitlab-runner/config.toml';

export interface Renewed {
  readonly id?: string;
  readonly token?: string;
  readonly obtainedAt?: string;
  readonly expiresAt?: string;
}

/**
 * config.toml as GitLab Runner writes it when it has renewed its token: by Go's BurntSushi/toml, with every table's keys
 * indented, dates with up to nine decimals, and the zero time for never.
 */
export function renewedConfig(renewed: Renewed = {}): string {
  const { id = DOCUMENT.runnerId, token = 'glrt-MARKED-second' } = renewed;
  const { obtainedAt = '2026-12-17T12:00:00.123456789Z', expiresAt = '2027-01-16T12:00:00.5Z' } = renewed;
  return `concurrent = 10
check_interval = 0
connection_max_age = "15m0s"
shutdown_timeout = 0

[session_server]
  session_timeout = 1800

[[runners]]
  name = "ci"
  url = "https://gitlab.example.com"
  id = ${id}
  token = "${token}"
  token_obtained_at = ${obtainedAt}
  token_expires_at = ${expiresAt}
  executor = "docker-autoscaler"
  [runners.cache]
    MaxUploadedArchiveSize = 0
  [runners.autoscaler]
    plugin = "aws:1.1.0"
`;
}

/** Writes config.toml as a running GitLab Runner does. */
export const writeConfig = (root: string, text: string) => place(root, CONFIG_TOML, text, 0o600);

/** A file's or folder's mode on a machine, as `600`. */
export const modeOf = (root: string, path: string) => (statSync(join(root, path)).mode & 0o777).toString(8);

/** The token in a machine's config.toml. */
export const tokenIn = (root: string) =>
  /token = "(.*)"/.exec(readFileSync(join(root, CONFIG_TOML), 'utf8'))?.[1] ?? '';
