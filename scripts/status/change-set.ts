import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { configuredStack } from '../lib/configured-stack.ts';
import { EFFECTS, type Effect, effectBetween } from '../lib/effect-between.ts';
import { plain } from '../lib/plain.ts';
import type { Stack } from './facts.ts';
import { releaseOf } from './version.ts';

const LOST = 'removes or makes anew';

type Values = Readonly<Record<string, string>>;
export interface ChangeSet {
  readonly parameters: Values;
  readonly changes: readonly ResourceChange[];
  /** Of the template that it would bring. */
  readonly version: string;
  /** Resources and sections of the template that neither a parameter nor this checkout explains. */
  readonly unexplained: readonly string[];
}

/** The furthest-reaching of what the parameters, the version and CloudFormation itself say. */
export function describeChangeSet(
  { name, outputs, parameters: before }: Stack,
  { parameters, changes, version, unexplained }: ChangeSet,
): string {
  const after = { ...before, ...parameters };
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  // Its value is masked; that it is another one CloudFormation says.
  const token = causes(changes).includes('GitLabToken') ? 'another' : 'one';
  if (token === 'another') changed.push('GitLabToken');
  const effects: Effect[] = [effectBetween(configured(before, 'one'), configured(after, token))];
  const running = releaseOf(outputs.Version);
  if (version !== running || isRelaunched(changes)) effects.push('replaces the manager');
  const effect = EFFECTS.findLast((one) => effects.includes(one)) ?? EFFECTS[0];
  return [
    `${name}: ${verdict(effect, unexplained)}`,
    `Version: ${version === running ? version : `${running} → ${version}; the code of its functions is not compared`}`,
    `Parameters: ${changed.join(', ') || 'unchanged'}`,
    ...listed(changes),
    'docs/updating.md says what that is for running jobs.',
  ]
    .map(plain)
    .join('\n');
}

/** Every resource that CloudFormation would touch, by what becomes of it. */
function listed(changes: readonly ResourceChange[]): string[] {
  const kinds = Map.groupBy<string, ResourceChange>(changes, ({ Action, Replacement }) =>
    Action === 'Remove' || Replacement === 'True' ? LOST : Action === 'Add' ? 'adds' : 'modifies',
  );
  const ids = (kind: string) => kinds.get(kind)?.map(({ LogicalResourceId }) => LogicalResourceId);
  return ['adds', 'modifies', LOST].map(
    (kind) => `CloudFormation ${kind}: ${ids(kind)?.join(', ') ?? 'nothing'}`,
  );
}

/** By parameters alone it is one of the four; whose template is another one, of that this checkout knows nothing. */
const verdict = (effect: Effect, unexplained: readonly string[]) =>
  unexplained.length === 0
    ? `the change set ${effect}.`
    : `by its parameters the change set ${effect}, but it also changes ${unexplained.join(', ')}, which this checkout does not explain: see who made it before you carry it out.`;

const causes = (changes: readonly ResourceChange[]) =>
  changes.flatMap(({ Details = [] }) => Details.map(({ CausingEntity }) => CausingEntity));

/** Whether the manager's launch template has other properties for sure; what functions return is computed instead. */
const isRelaunched = (changes: readonly ResourceChange[]) =>
  changes.some(
    ({ LogicalResourceId, Details = [] }) =>
      LogicalResourceId === 'ManagerLaunchTemplate' &&
      Details.some(({ Target, Evaluation }) => Target?.Attribute === 'Properties' && Evaluation === 'Static'),
  );

/** A credential that is masked, as an empty one is, too, is of the kind that the scope shows: only an access token has one. */
function configured(parameters: Values, token: string) {
  const prefix = parameters.RunnerScope ? 'glpat-' : 'GR1348941';
  const given = parameters.GitLabTokenSource ? '' : `${prefix}${token}`;
  const masked = parameters.GitLabToken ? { GitLabToken: given } : {};
  return configuredStack({ ...parameters, ...masked });
}
