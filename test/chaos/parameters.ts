import fc from 'fast-check';
import { BROUGHT_BUCKET, BROUGHT_KEY, OWN_RUNNER_TOKEN } from './account.ts';

export type Parameters = Readonly<Record<string, string>>;

const credential = (
  GitLabToken: string,
  RunnerScope = '',
  GitLabTokenSource = '',
  GitLabTokenKind = 'auto',
) => ({
  ...{ GitLabToken, RunnerScope, GitLabTokenSource, GitLabTokenKind },
});
const workers = (Executor: string, WorkerInstanceTypes: string, WorkerMarket: string) => ({
  ...{ Executor, WorkerInstanceTypes, WorkerMarket },
});

/** Groups of parameters that are changed together, with the values that work. */
const GROUPS = {
  credential: [
    credential('glpat-MARKED-1', 'project/7'),
    credential('glpat-MARKED-2', 'project/7'),
    credential('glpat-MARKED-1', 'project/8'),
    credential('', 'project/7', '/gitlab/token', 'access'),
    credential('GR1348941MARKED-1'),
    credential('GR1348941MARKED-2'),
    credential(OWN_RUNNER_TOKEN),
  ],
  tags: [{ RunnerTags: '' }, { RunnerTags: 'a' }, { RunnerTags: 'a,b' }],
  workers: [
    workers('docker-autoscaler', 'm7i.large', 'on-demand'),
    workers('docker-autoscaler', 'm7i.large,m7i.xlarge', 'spot'),
    workers('docker+machine', 'm7i.large', 'on-demand'),
    workers('docker+machine', 'm7i.large', 'spot'),
  ],
  size: [{ MaxWorkers: '3' }, { MaxWorkers: '4' }],
  idle: [{ IdleTime: '600' }, { IdleTime: '1200' }],
  drain: [{ DrainTimeout: '600' }, { DrainTimeout: '900' }],
  bucket: [{ CacheBucketName: '' }, { CacheBucketName: BROUGHT_BUCKET }],
  onDelete: [{ CacheOnDelete: 'Delete' }, { CacheOnDelete: 'Retain' }],
  key: [{ TokenKeyArn: '' }, { TokenKeyArn: BROUGHT_KEY }],
  strict: [{ StrictDeregistration: 'false' }, { StrictDeregistration: 'true' }],
} as const satisfies Readonly<Record<string, readonly Parameters[]>>;

/** What each function refuses by itself; at times GitLab's or the other functions' refusals come first. */
const WRONG: readonly Parameters[] = [
  { WorkerInstanceTypes: 't9.nano' },
  { RunUntagged: 'false', RunnerTags: '' },
  { JobsPerWorker: '2', MaxJobsPerWorker: '1' },
  { CacheBucketName: 'there-is-none' },
];

/** Whether nothing in the parameters is refused. */
export const areSound = (parameters: Parameters) =>
  !WRONG.some((wrong) =>
    Object.entries(wrong).some(([name, value]) => value !== '' && parameters[name] === value),
  ) && !(parameters.GitLabToken === OWN_RUNNER_TOKEN && parameters.RunnerTags !== '');

const urls = (gitLabUrls: readonly string[]) =>
  fc.constantFrom(...gitLabUrls.map((GitLabUrl) => ({ GitLabUrl })));

/** Parameters of a new stack. */
export function parameters(gitLabUrls: readonly string[]): fc.Arbitrary<Parameters> {
  const one = Object.values(GROUPS).map((choices) => fc.constantFrom<Parameters>(...choices));
  return fc.tuple(urls(gitLabUrls), ...one).map((chosen) => Object.assign({}, ...chosen));
}

/** A few parameters of another value. */
export function changes(gitLabUrls: readonly string[]): fc.Arbitrary<Parameters> {
  const known = Object.values(GROUPS).map((choices) => fc.constantFrom<Parameters>(...choices));
  const change = fc.oneof(urls(gitLabUrls), ...known, fc.constantFrom(...WRONG));
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((chosen) => Object.assign({}, ...chosen));
}
