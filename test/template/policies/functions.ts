import type { Call } from './call.ts';
import { FLEET, REAPER } from './fleet-calls.ts';
import { NETWORK, writesLog } from './lambda-calls.ts';
import { GIVEN, PREFLIGHT } from './preflight-calls.ts';
import { PARAMETER_SOURCE, REGISTRATION, SECRET_SOURCE, TAGS } from './registration-calls.ts';
import { arn } from './sample.ts';
import { CACHE, CONFIGURATION, CONFIGURATION_TAGS } from './stores-calls.ts';

export interface Case {
  /** The function's and its role's names in the template begin with it. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly calls: readonly Call[];
}

const TAGGED = { ResourceTags: 'CostCenter=1234' };
const inVpc = { FunctionSubnetIds: 'subnet-01', VpcId: 'vpc-01', GitLabCaCertificate: '/team/ca' };

/** Every function's calls: with the fewest parameters, and with those that bring more rights. */
export const CASES: readonly Case[] = [
  { name: 'Preflight', parameters: {}, calls: PREFLIGHT },
  {
    name: 'Preflight',
    parameters: { ...inVpc, CacheBucketName: 'team-cache', WorkerImageId: '/team/worker-image' },
    calls: [...PREFLIGHT, ...GIVEN, ...NETWORK],
  },
  { name: 'Registration', parameters: {}, calls: REGISTRATION },
  {
    name: 'Registration',
    parameters: { ...inVpc, GitLabTokenSource: '/team/gitlab-token' },
    calls: [...REGISTRATION, ...PARAMETER_SOURCE, ...NETWORK],
  },
  {
    name: 'Registration',
    parameters: { GitLabTokenSource: arn('secretsmanager', 'secret:team/gitlab') },
    calls: [...REGISTRATION, ...SECRET_SOURCE],
  },
  { name: 'Registration', parameters: TAGGED, calls: [...REGISTRATION, ...TAGS] },
  { name: 'Cache', parameters: {}, calls: CACHE },
  { name: 'Cache', parameters: { CacheBucketName: 'team-cache' }, calls: [] },
  { name: 'Fleet', parameters: {}, calls: FLEET },
  { name: 'Reaper', parameters: { Executor: 'docker+machine' }, calls: REAPER },
  { name: 'Configuration', parameters: {}, calls: CONFIGURATION },
  { name: 'Configuration', parameters: TAGGED, calls: [...CONFIGURATION, ...CONFIGURATION_TAGS] },
].map(({ calls, ...one }) => ({ ...one, calls: [...calls, ...writesLog(one.name)] }));
