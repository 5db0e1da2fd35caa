/** Properties as CloudFormation sends them: every scalar a string. */
export const SAMPLE = {
  ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:configuration',
  Release: '1.2.3',
  GitLabUrl: 'https://gitlab.example.com/gitlab/',
  RunnerName: 'runner "one"',
  WorkerGroupName: 'workers',
  Region: 'eu-central-1',
  MaxWorkers: '10',
  JobsPerWorker: '2',
  MaxJobsPerWorker: '4',
  IdleWorkers: '3',
  IdleTime: '600',
  Timezone: 'Europe/Berlin',
  DefaultImage: 'alpine:3.22',
  Privileged: 'false',
  CacheBucketName: 'cache-bucket',
  GitLabCaCertificate: '',
};
