// From commands/health_helper.go, feedRunner of commands/multi.go and common/consts.go of gitlab-runner 19.4.0 (d79f3e7b).
import { log } from './log.ts';
import { type Metrics, shortened } from './metrics.ts';
import type { Runner } from './types.ts';

const LIMIT = 3;
const INTERVAL = 3_600_000;

/** Whether a runner is asked for, and what it is made of: three requests that failed disable it for an hour. */
export function healthOf(runner: Runner, metrics: Metrics) {
  const own = { failures: 0, lastCheck: Date.now() };
  return {
    /** Counts the feed of the runner, or that there was none. */
    feed(): boolean {
      metrics.add('gitlab_runner_worker_health_check_failures_total', runner, undefined, 0);
      if (own.failures >= LIMIT && Date.now() - own.lastCheck > INTERVAL)
        Object.assign(own, { failures: 0, lastCheck: Date.now() });
      const isHealthy = own.failures < LIMIT;
      metrics.add(
        isHealthy ? 'gitlab_runner_worker_feeds_total' : 'gitlab_runner_worker_feed_failures_total',
        runner,
      );
      return isHealthy;
    },
    mark(healthy: boolean): void {
      if (healthy) {
        Object.assign(own, { failures: 0, lastCheck: Date.now() });
        return;
      }
      metrics.add('gitlab_runner_worker_health_check_failures_total', runner);
      own.failures++;
      if (own.failures >= LIMIT)
        log(
          'error',
          `Runner "${runner.url ?? ''}${shortened(runner.token ?? '')}" is unhealthy and will be disabled for 1h0m0s seconds!`,
          {
            unhealthy_requests: own.failures,
            unhealthy_requests_limit: LIMIT,
          },
        );
    },
  };
}
