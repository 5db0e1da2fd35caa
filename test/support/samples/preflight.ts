/** Custom::Preflight's properties as CloudFormation sends them: every scalar a string. */
export const SAMPLE = {
  Release: '1.2.3',
  Executor: 'docker-autoscaler',
  VpcId: '',
  SubnetIds: [''],
  AssignPublicIp: 'subnet',
  ManagerInstanceType: 't4g.micro',
  WorkerInstanceTypes: 'm7i.large',
  WorkerImageId: '',
  WorkerMarket: 'on-demand',
  OnDemandBase: '0',
  MaxWorkers: '10',
  CacheBucketName: '',
  GitLabUrl: 'https://gitlab.example',
  GitLabTokenKind: 'auto',
  GitLabCaCertificate: '',
  FunctionSubnetIds: [''],
};
