import { globalSection } from '../../functions/configuration/config-toml.ts';
import { FROM_START, leaves, type Reach, reachOf } from '../../functions/configuration/reload.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { type ConfiguredStack, configuredStack } from '../lib/configured-stack.ts';
import { type Effect, effectBetween } from '../lib/effect-between.ts';
import { GIVEN, OTHERS } from '../lib/samples/parameters.ts';
import { readTemplate } from '../lib/template.ts';

export interface Described {
  readonly effect: Effect;
  readonly why: string;
}

const NEW_WORKERS = 'New workers have it. Running workers stay as they are until they are terminated.';
const NETWORK = 'An instance cannot move to another network.';
const IN_PLACE = 'It is edited in GitLab ([with an access token](#what-the-credential-changes)).';

/** Why, of what does not follow from a key of config.toml; what only the launch template holds needs no line. */
const WHY: Readonly<Record<string, string>> = {
  GitLabUrl: 'A runner belongs to one GitLab.',
  GitLabToken:
    'Another registration or runner token is another runner. Another access token changes nothing that runs.',
  GitLabTokenSource:
    'As with `GitLabToken`; the name stands in for the token. A new value under the same name changes nothing that runs.',
  GitLabTokenKind: 'Each kind has its own runner.',
  RunnerScope: 'A runner cannot change its group or project.',
  RunnerDescription: IN_PLACE,
  RunnerTags: IN_PLACE,
  RunUntagged: IN_PLACE,
  RunnerLocked: IN_PLACE,
  RunnerProtected: `${IN_PLACE} With CacheBucketName the cache begins empty, in another part of the bucket; otherwise nothing that runs changes.`,
  MaximumTimeout: IN_PLACE,
  StrictDeregistration: 'It is read when the stack is deleted.',
  WorkerInstanceTypes: NEW_WORKERS,
  WorkerMarket: NEW_WORKERS,
  OnDemandBase: NEW_WORKERS,
  WorkerImageId: NEW_WORKERS,
  WorkerVolumeSize: NEW_WORKERS,
  EcrRegistries: 'The manager installs the credential helper when it starts.',
  RegistryMirror: NEW_WORKERS,
  TryFirstWorker: 'It is read when the stack is created.',
  VpcId: NETWORK,
  SubnetIds: NETWORK,
  FunctionSubnetIds: 'Only the functions move.',
  SshCidr: 'Only the security group changes.',
  CacheExpirationDays: 'Only the bucket’s rule changes.',
  CacheOnDelete: 'It is read when the stack is deleted.',
  RunnerVersion: 'A manager is never upgraded in place.',
  LogRetentionDays: 'Only the log groups change.',
  TokenKeyArn: 'The token is encrypted anew, and the manager reads it again.',
  PermissionsBoundary: 'Only the roles change.',
  ResourceTags:
    'An instance is launched with its tags. New workers get them, and parameters get them at once.',
  AlarmEmail: 'Only the alarms change.',
  AlarmTopicArn: 'Only the alarms change.',
  Dashboard: 'Only the dashboard is created or deleted.',
  RolePath: 'Each role is created anew, and the manager’s launch template names its role.',
};

/** What a change of the parameter does with an executor. */
function effectOf(parameter: string, Executor: string): Described {
  const [value, given] = OTHERS[parameter] ?? [];
  if (value === undefined) throw new Error(`The sample has no other value of ${parameter}.`);
  const before = { ...GIVEN, Executor, ...given };
  const [old, young] = [configuredStack(before), configuredStack({ ...before, [parameter]: value })];
  const why = WHY[parameter] ?? reachOfChange(old, young)?.why ?? "It is in the manager's launch template.";
  return { effect: effectBetween(old, young), why };
}

/** The same with docker+machine; undefined where that refuses the other value. */
function withDockerMachine(parameter: string): Described | undefined {
  try {
    return effectOf(parameter, 'docker+machine');
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

/** Of all that differs in what the manager is configured with, what reaches furthest. */
function reachOfChange(old: ConfiguredStack, young: ConfiguredStack): Reach | undefined {
  const fromStart = FROM_START.filter(
    ([name]) => JSON.stringify(old.configured[name]) !== JSON.stringify(young.configured[name]),
  );
  const reaches = [...fromStart.map(([, reach]) => reach), ...changedPaths(old, young).map(reachOf)];
  return reaches.find(({ effect }) => effect === 'replace-manager') ?? reaches[0];
}

/** The key paths of config.toml whose values differ. */
function changedPaths(old: ConfiguredStack, young: ConfiguredStack): string[] {
  const values = ({ configured }: ConfiguredStack) =>
    leaves(globalSection(configured)).map((leaf) => leaf.join('='));
  const [before, after] = [values(old), values(young)];
  const different = [
    ...before.filter((leaf) => !after.includes(leaf)),
    ...after.filter((leaf) => !before.includes(leaf)),
  ];
  return different.map((leaf) => leaf.replace(/=.*/s, ''));
}

/** Every parameter of the template with what its change does, and with docker+machine where that differs. */
export function parameterEffects(): ReadonlyArray<
  Described & { name: string; other: Described | undefined }
> {
  return Object.keys(readTemplate().Parameters).map((name) => {
    const described = effectOf(name, 'docker-autoscaler');
    const other = withDockerMachine(name);
    const differs = name !== 'Executor' && other?.effect !== described.effect;
    return { name, ...described, other: differs ? other : undefined };
  });
}
