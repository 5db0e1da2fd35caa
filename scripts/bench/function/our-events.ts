import { SAMPLE as CONFIGURATION } from '../../lib/samples/configuration.ts';
import { SAMPLE as PREFLIGHT } from '../../lib/samples/preflight.ts';
import type { Stage } from './stage.ts';

/** One of the stack's functions, with the Create that it is measured on. */
export interface OurFunction {
  readonly name: string;
  /** In the template. */
  readonly resource: string;
  readonly type: string;
  readonly work: string;
  properties(stage: Stage): Readonly<Record<string, unknown>>;
}

/** The template's defaults, with an access token. */
const registration = ({ gitLab, accessToken }: Stage) => ({
  GitLabUrl: gitLab.url,
  GitLabToken: accessToken,
  GitLabTokenSource: '',
  GitLabTokenKind: 'auto',
  GitLabCaCertificate: '',
  RunnerScope: 'project/7',
  Description: 'ci',
  Tags: '',
  RunUntagged: 'true',
  Locked: 'false',
  Protected: 'false',
  MaximumTimeout: '0',
  StrictDeregistration: 'false',
  KeyArn: '',
});

export const OURS: readonly OurFunction[] = [
  {
    name: 'registration',
    resource: 'RegistrationFunction',
    type: 'Custom::RunnerRegistration',
    work: 'GetParameter, PutParameter, POST to GitLab, PutParameter, answer',
    properties: registration,
  },
  {
    name: 'configuration',
    resource: 'ConfigurationFunction',
    type: 'Custom::RunnerConfiguration',
    work: 'renders config.toml, PutParameter, answer',
    properties: () => CONFIGURATION,
  },
  {
    name: 'preflight',
    resource: 'PreflightFunction',
    type: 'Custom::Preflight',
    work: '7 kinds of calls to EC2 and Service Quotas, GET from GitLab, answer',
    properties: ({ services }) => ({ ...PREFLIGHT, GitLabUrl: services.endpoint }),
  },
  {
    name: 'fleet',
    resource: 'FleetFunction',
    type: 'Custom::WorkerFleet',
    work: 'SuspendProcesses, answer',
    properties: () => ({ Executor: 'docker-autoscaler', WorkerGroupName: 'workers' }),
  },
  {
    name: 'cache',
    resource: 'CacheFunction',
    type: 'Custom::CacheContents',
    work: 'answer (its work is on delete)',
    properties: () => ({ BucketName: 'the-cache', OnDelete: 'Delete', Owned: 'true' }),
  },
];
