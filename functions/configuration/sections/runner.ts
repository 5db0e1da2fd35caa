import type { Properties } from '../properties.ts';
import { jobEnvironment } from '../proxy.ts';

/** Where the manager writes the certificates of GitLabCaCertificate before each start: whoever takes over gitlab-runner may write there. */
const CA_FILE = '/run/gitlab-runner/gitlab-ca.pem';

/**
 * The head of the only `[[runners]]`. `id`, `token`, `token_obtained_at` and `token_expires_at` are not here:
 * the manager puts those four lines right after the `[[runners]]` line when it fetches this parameter and the
 * registration's SecureString, so that the token is in no String parameter and every start has the live one.
 */
export function runner(properties: Properties) {
  const { proxy, hasCaCertificate } = properties;
  return {
    name: properties.runnerName,
    url: properties.gitLabUrl,
    executor: properties.workers.executor,
    limit: jobsAtOnce(properties),
    // With 1, long polling delays jobs (19.x warns of it); the runner adapts below this, so it is a ceiling.
    request_concurrency: Math.min(10, Math.max(2, jobsAtOnce(properties))),
    // Jobs get these certificates from gitlab-runner, as CI_SERVER_TLS_CA_FILE.
    'tls-ca-file': hasCaCertificate ? CA_FILE : undefined,
    environment: proxy ? jobEnvironment(proxy) : [],
  };
}

/** gitlab-runner's rule of thumb for `concurrent` and `limit`: max_instances x capacity_per_instance. */
export function jobsAtOnce({ maxWorkers, jobsPerWorker }: Properties): number {
  return maxWorkers * jobsPerWorker;
}
