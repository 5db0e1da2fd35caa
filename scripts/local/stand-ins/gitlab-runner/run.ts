// From commands/multi.go and RequestJob of network/gitlab.go of gitlab-runner 19.4.0 (d79f3e7b). It asks for jobs and
// takes none: no executor is played here.

import { record } from '../calls.ts';
import { healthOf } from './health.ts';
import { loadOrEnd } from './load-or-end.ts';
import { fatal, log } from './log.ts';
import { type Metrics, serveMetrics } from './metrics.ts';
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
  const polling = poll(config, id, serveMetrics(config, id));
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
function poll(config: Config, id: string, metrics: Metrics): NodeJS.Timeout {
  const runners = (config.runners ?? []).map((runner) => ({ runner, health: healthOf(runner, metrics) }));
  const ask = () => {
    for (const { runner, health } of runners)
      if (health.feed()) void requestJob(runner, id, metrics).then(health.mark);
  };
  ask();
  return setInterval(ask, Number(config.check_interval || BigInt(CHECK_INTERVAL)) * 1000);
}

/** Whether the response leaves the runner healthy: a refusal does not, and neither does a request that came to no response. */
async function requestJob(runner: Runner, id: string, metrics: Metrics): Promise<boolean> {
  const { status, text } = await post(runner, 'jobs/request', { token: runner.token, system_id: id });
  if (status !== -1)
    metrics.add('gitlab_runner_api_request_statuses_total', runner, {
      endpoint: 'request_job',
      status: String(status),
      method: 'post',
    });
  if (status !== 204) log(...said(status), { status: text });
  return status !== 403 && status !== -1;
}

function said(status: number): ['error' | 'warning', string] {
  if (status === 403) return ['error', 'Checking for jobs... forbidden'];
  if (status === -1) return ['error', 'Checking for jobs... client error'];
  return [
    'warning',
    `Checking for jobs... ${status === 503 ? 'GitLab instance currently unavailable' : 'failed'}`,
  ];
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
