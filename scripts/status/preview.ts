import {
  type CloudFormationClient,
  DescribeChangeSetCommand,
  GetTemplateCommand,
  type Parameter,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../lib/command-error.ts';
import { configuredStack } from '../lib/configured-stack.ts';
import { EFFECTS, type Effect, effectBetween } from '../lib/effect-between.ts';
import { parseTemplate } from '../lib/template.ts';
import { seeStack } from './aws/stack.ts';
import type { Stack } from './facts.ts';
import { versionsHere } from './gather.ts';

type Values = Readonly<Record<string, string>>;
interface ChangeSet {
  readonly parameters: Values;
  readonly changes: readonly ResourceChange[];
  /** Of the template that it would bring. */
  readonly version: string;
}

/** What carrying out the change set would do to jobs that run, in words. */
export async function preview(
  client: CloudFormationClient,
  stackName: string,
  name: string,
): Promise<string> {
  const stack = await seeStack(client, stackName);
  const changeSet = await seeChangeSet(client, stack.id, name);
  const here = versionsHere().template;
  if (changeSet.version !== here)
    throw new CommandError(
      `The change set brings version ${changeSet.version}, this checkout is ${here}: take that version's.`,
    );
  return describe(stack, changeSet);
}

async function seeChangeSet(
  client: CloudFormationClient,
  StackName: string,
  ChangeSetName: string,
): Promise<ChangeSet> {
  const [parameters, changes]: [Record<string, string>, ResourceChange[]] = [{}, []];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName, NextToken }));
    for (const { ParameterKey = '', ParameterValue } of page.Parameters ?? ([] as Parameter[]))
      if (ParameterValue !== undefined) parameters[ParameterKey] = ParameterValue;
    changes.push(...(page.Changes ?? []).flatMap(({ ResourceChange }) => ResourceChange ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName, ChangeSetName }));
  const { Mappings } = parseTemplate(TemplateBody);
  return { parameters, changes, version: Mappings.Stack.Release.Version };
}

/** The furthest-reaching of what the parameters, the version and CloudFormation itself say. */
export function describe(
  { name, outputs, parameters: before }: Stack,
  { parameters, changes, version }: ChangeSet,
): string {
  const after = { ...before, ...parameters };
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  // Its value is masked; that it is another one CloudFormation says.
  const token = causes(changes).includes('GitLabToken') ? 'another' : 'one';
  if (token === 'another') changed.push('GitLabToken');
  const effects: Effect[] = [effectBetween(configured(before, 'one'), configured(after, token))];
  if (version !== outputs.Version || isRelaunched(changes)) effects.push('replaces the manager');
  const effect = EFFECTS.findLast((one) => effects.includes(one)) ?? EFFECTS[0];
  const lost = changes.filter(({ Action, Replacement }) => Action === 'Remove' || Replacement === 'True');
  return [
    `${name}: the change set ${effect}.`,
    `Version: ${version === outputs.Version ? version : `${outputs.Version} → ${version}`}`,
    `Parameters: ${changed.join(', ') || 'unchanged'}`,
    `CloudFormation removes or makes anew: ${lost.map(({ LogicalResourceId }) => LogicalResourceId).join(', ') || 'nothing'}`,
    'docs/updating.md says what that is for running jobs.',
  ].join('\n');
}

const causes = (changes: readonly ResourceChange[]) =>
  changes.flatMap(({ Details = [] }) => Details.map(({ CausingEntity }) => CausingEntity));

/** Whether the manager's launch template has other properties for sure; what functions answer is computed instead. */
const isRelaunched = (changes: readonly ResourceChange[]) =>
  changes.some(
    ({ LogicalResourceId, Details = [] }) =>
      LogicalResourceId === 'ManagerLaunchTemplate' &&
      Details.some(({ Target, Evaluation }) => Target?.Attribute === 'Properties' && Evaluation === 'Static'),
  );

/** A credential that is masked is of the kind that the scope shows: only an access token has one. */
function configured(parameters: Values, token: string) {
  const prefix = parameters.RunnerScope ? 'glpat-' : 'GR1348941';
  const masked = parameters.GitLabToken ? { GitLabToken: `${prefix}${token}` } : {};
  return configuredStack({ ...parameters, ...masked });
}
