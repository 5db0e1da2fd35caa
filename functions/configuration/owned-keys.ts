const REGISTRATION = "it comes from the runner's registration";
const WORKERS = "it comes from the workers' parameters";

/** The keys of `[[runners]]` that the stack writes, in small letters, and where their values come from. */
export const OWNED: Readonly<Record<string, string>> = {
  // The mistake of a fragment that begins with [runners.docker].
  runners: 'it is merged into [[runners]], so write [docker] and not [runners.docker]',
  id: REGISTRATION,
  token: REGISTRATION,
  token_obtained_at: REGISTRATION,
  token_expires_at: REGISTRATION,
  name: 'use RunnerDescription',
  url: 'use GitLabUrl',
  'tls-ca-file': 'use GitLabCaCertificate',
  executor: 'use Executor',
  limit: 'use MaxWorkers and JobsPerWorker',
  request_concurrency: 'it follows from MaxWorkers and JobsPerWorker',
  autoscaler: WORKERS,
  machine: WORKERS,
  'docker.image': 'use DefaultImage',
  'docker.privileged': 'use Privileged',
  'cache.type': 'the cache is in S3',
  'cache.path': 'the manager may reach nothing else in the bucket',
  'cache.shared': 'otherwise each renewal of the token would begin with an empty cache',
  'cache.s3': 'use CacheBucketName',
};

/** What the stack writes and a fragment may add to. */
export const EXTENSIBLE: Readonly<Record<string, 'table' | 'list'>> = {
  environment: 'list',
  docker: 'table',
  'docker.volumes': 'list',
  cache: 'table',
};
