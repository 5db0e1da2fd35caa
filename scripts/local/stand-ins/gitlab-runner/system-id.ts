// From commands/internal/configfile/system_id_state.go of gitlab-runner 19.4.0.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { log } from './log.ts';

/** What tells this machine from others of the runner: it is kept beside config.toml. */
export function systemId(configFile: string): string {
  const file = join(dirname(configFile), '.runner_system_id');
  const kept = textOf(file);
  if (/^[sr]_[0-9a-zA-Z]{12}$/.test(kept)) return kept;
  const machine = textOf('/etc/machine-id');
  const made =
    machine === ''
      ? `r_${randomBytes(6).toString('hex')}`
      : `s_${createHmac('sha256', machine).update('gitlab-runner').digest('hex').slice(0, 12)}`;
  log('info', 'Created missing unique system ID', { system_id: made });
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
