// From commands/verify.go, commands/user_mode_warning.go and VerifyRunner of network/gitlab.go of gitlab-runner 19.4.0
// (d79f3e7b). Its status is 1 for a 403 alone: whatever else GitLab answers, or if it cannot be reached, it is 0.
import { randomUUID } from 'node:crypto';
import { loadOrEnd } from './load-or-end.ts';
import { fatal, log } from './log.ts';
import { post } from './network.ts';
import { systemId } from './system-id.ts';
import type { Runner } from './types.ts';
import { version } from './version.ts';

/** Every runner of the file: how one of them is chosen or deleted was not read for this stand-in. */
export async function verify(file: string): Promise<void> {
  log('info', 'Running in system-mode.');
  log('info', '');
  const config = loadOrEnd(file);
  const id = systemId(file);
  let failed = 0;
  for (const runner of config.runners ?? []) failed += (await isValid(runner, id)) ? 0 : 1;
  if (failed > 0) fatal('Failed to verify runners');
}

async function isValid(runner: Runner, id: string): Promise<boolean> {
  const { token = '', name } = runner;
  const info = { name: 'gitlab-runner', version, platform: 'linux', executor: runner.executor };
  const body = { info, token, system_id: id };
  const question = () => post(runner, 'runners/verify', body);
  const first = await question();
  const { status, text } = first.status === -1 ? await question() : first;
  const fields = {
    correlation_id: randomUUID().replaceAll('-', ''),
    runner: shortToken(token),
    ...(name ? { runner_name: name } : {}),
  };
  const created = token.startsWith('glrt-');
  if (status === 200) log('info', `Verifying runner... ${created ? 'is valid' : 'is alive'}`, fields);
  else if (status === 403 && created) log('info', 'Verifying runner... is not valid', fields);
  else
    log('error', `Verifying runner... ${status === 403 ? 'is removed' : 'failed'}`, {
      ...fields,
      status: text,
    });
  return status !== 403;
}

/** helpers/shorten_token.go. */
const shortToken = (token: string) =>
  token
    .replace(/^glrt-(t[123]_)?|^t[123]_|^glrtr-/, '')
    .replace(/^glcbt-/, '')
    .replace(/^GR[0-9A-Fa-f]{7}/, '')
    .slice(0, 9);
