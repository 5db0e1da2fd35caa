// From commands/multi.go and RequestJob of network/gitlab.go of gitlab-runner 19.4.0 (d79f3e7b). It asks for jobs and
// takes none: no executor is played here.

import { record } from '../calls.ts';
import { loadOrEnd } from './load-or-end.ts';
import { fatal, log } from './log.ts';
import { post } from './network.ts';
import { systemId } from './system-id.ts';
import type { Config, Runner } from './types.ts';

const STOP_SIGNALS = ['SIGQUIT', 'SIGTERM', 'SIGINT'] as const;
const NAMES = { SIGQUIT: 'quit', SIGTERM: 'terminated', SIGINT: 'interrupt' };
/** common/consts.go, in seconds. */
const CHECK_INTERVAL = 3;

export async function run(file: string, folder: string | undefined): Promise<void> {
  log('info', `Starting multi-runner from ${file}...`, { builds: 0, max_builds: 0 });
  log('info', 'Running in system-mode.');
  log('info', '');
  enter(folder);
  const config = loadOrEnd(file);
  const id = systemId(file);
  log('info', 'Configuration loaded', { builds: 0, max_builds: Number(config.concurrent ?? 0n) });
  const polling = poll(config, id);
  for (const signal of STOP_SIGNALS) process.once(signal, () => stop(signal, polling));
}

function enter(folder: string | undefined): void {
  try {
    if (folder !== undefined) process.chdir(folder);
  } catch {
    fatal('Service run failed', { error: `chdir ${folder}: no such file or directory` });
  }
}

/** A round begins every check_interval seconds, one runner after the other. */
function poll(config: Config, id: string): NodeJS.Timeout {
  const ask = () => (config.runners ?? []).forEach((runner) => void requestJob(runner, id));
  ask();
  return setInterval(ask, Number(config.check_interval || BigInt(CHECK_INTERVAL)) * 1000);
}

async function requestJob(runner: Runner, id: string): Promise<void> {
  const { status, text } = await post(runner, 'jobs/request', { token: runner.token, system_id: id });
  if (status === 204) return;
  const said =
    status === 503 ? 'GitLab instance currently unavailable' : status === 403 ? 'forbidden' : 'failed';
  log(status === 403 ? 'error' : 'warning', `Checking for jobs... ${said}`, { status: text });
}

/** SIGQUIT lets the jobs end, any other signal cuts them; without jobs both end at once. */
function stop(signal: (typeof STOP_SIGNALS)[number], polling: NodeJS.Timeout): never {
  clearInterval(polling);
  const graceful = signal === 'SIGQUIT';
  log('warning', '[runWait] received stop signal', { 'stop-signal': NAMES[signal] });
  log(
    'warning',
    `Starting ${graceful ? 'graceful shutdown, waiting for builds to finish' : 'forceful shutdown'}`,
    {
      StopSignal: NAMES[signal],
    },
  );
  record('gitlab-runner', graceful ? 'ends gracefully' : 'is cut');
  for (const said of ['All workers stopped.', 'All executor providers shut down.', 'Can exit now!'])
    log('info', said);
  process.exit(0);
}
