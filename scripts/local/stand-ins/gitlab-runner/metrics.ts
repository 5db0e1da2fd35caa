// From setupMetricsAndDebugServer and serveMetrics of commands/multi.go, commands/health_helper.go,
// network/api_requests_collector.go, commands/internal/process_state/tracker.go and helpers/shorten_token.go of gitlab-runner
// 19.4.0 (d79f3e7b): the metrics of what this stand-in plays. An executor's are what a test has put into the file below.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fatal, log } from './log.ts';
import type { Config, Runner } from './types.ts';

const EXECUTORS_METRICS = '/outside/executor-metrics';

const HELP = {
  gitlab_runner_api_request_statuses_total: [
    'counter',
    'The total number of API requests made by GitLab Runner, partitioned by runner, system_id, endpoint, status and method.',
  ],
  gitlab_runner_process_state_info: [
    'gauge',
    'This metric provides info about the current state of the GitLab Runner process',
  ],
  gitlab_runner_worker_feed_failures_total: [
    'counter',
    'Total number of times that runner worker feeding have failed',
  ],
  gitlab_runner_worker_feeds_total: [
    'counter',
    'Total number of times that runner worker is fed to the main loop',
  ],
  gitlab_runner_worker_health_check_failures_total: [
    'counter',
    'Total number of runner worker health check failures',
  ],
} as const;

type Name = keyof typeof HELP;
type Labels = Readonly<Record<string, string>>;

export interface Metrics {
  /** Adds to a counter of a runner; 0 makes it appear. */
  add(name: Name, runner: Runner, labels?: Labels, value?: number): void;
}

/** Counts, and serves what was counted where listen_address says. */
export function serveMetrics(config: Config, id: string): Metrics {
  const samples = new Map<string, number>([['gitlab_runner_process_state_info{state="running"}', 1]]);
  if (config.listen_address) listen(config.listen_address, () => page(samples));
  else log('info', 'listen_address not defined, metrics & debug endpoints disabled');
  return {
    add(name, runner, labels, value = 1) {
      const of = { runner: shortened(runner.token ?? ''), system_id: id };
      const all: Labels = labels ? { ...of, ...labels } : { ...of, runner_name: runner.name ?? '' };
      const sample = `${name}{${Object.keys(all)
        .sort()
        .map((key) => `${key}="${all[key]}"`)
        .join(',')}}`;
      samples.set(sample, (samples.get(sample) ?? 0) + value);
    },
  };
}

function listen(address: string, text: () => string): void {
  const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  const server = createServer(({ url, method = '' }, response) => {
    const status = url !== '/metrics' ? 404 : ['GET', 'HEAD'].includes(method) ? 200 : 405;
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(status === 200 ? text() : '');
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    // Pretended machines share their host's loopback, so that the port may be another one's: then nobody hears this one.
    if (error.code !== 'EADDRINUSE')
      fatal('Failed to create listener for metrics server', { error: error.message });
  });
  server.listen(Number(port ?? 9252), host).unref();
  log('info', 'Metrics server listening', { address });
}

function page(samples: ReadonlyMap<string, number>): string {
  const lines = Object.entries(HELP).flatMap(([name, [type, help]]) => {
    const own = [...samples].filter(([sample]) => sample.startsWith(`${name}{`));
    const written = own.map(([sample, value]) => `${sample} ${value}`);
    return own.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...written];
  });
  return `${lines.join('\n')}\n${executors()}`;
}

function executors(): string {
  try {
    return readFileSync(EXECUTORS_METRICS, 'utf8');
  } catch {
    return '';
  }
}

/** What names a runner in its log and metrics. */
export const shortened = (token: string) =>
  token
    .replace(/^glrt-(t[123]_)?|^t[123]_|^glrtr-/, '')
    .replace(/^GR[0-9A-Fa-f]{7}/, '')
    .slice(0, 9);
