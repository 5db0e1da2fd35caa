import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeChangeSet,
} from '@aws-sdk/client-cloudformation';
import { onEveryPage } from '../../functions/aws/every-page.ts';
import { CommandError } from '../lib/command-error.ts';
import { parseTemplate, readTemplate, type Template } from '../lib/template.ts';
import { seeStack } from './aws/stack.ts';
import { type ChangeSet, describeChangeSet } from './change-set.ts';
import { differences, unpackaged } from './unexplained.ts';
import { releaseOf, UNKNOWN } from './version.ts';

/** What carrying out the change set would do to jobs that run, in words. */
export async function preview(
  client: CloudFormationClient,
  stackName: string,
  name: string,
): Promise<string> {
  const stack = await seeStack(client, stackName);
  const found = await seeChangeSet(client, stack.id, name);
  const young = await templateOf(client, stack.id, name);
  const [here, version] = [readTemplate(), releaseOf(young.Mappings?.Stack?.Release?.Version)];
  if (version === UNKNOWN || version !== here.Mappings.Stack.Release.Version)
    throw new CommandError(
      `The change set brings version ${version}, this checkout is ${here.Mappings.Stack.Release.Version}: take that version's.`,
    );
  const isSame = version === releaseOf(stack.outputs.Version);
  const old = isSame ? await templateOf(client, stack.id) : undefined;
  return describeChangeSet(stack, { ...found, version, unexplained: unexplained(young, old, here) });
}

/** Of the same version nothing is to be another but parameters; a new one is to be as it is here, wherever its code lies. */
const unexplained = (young: Template, old: Template | undefined, here: Template) =>
  old ? differences(young, old) : differences(unpackaged(young), unpackaged(here));

/** As it was given, before SAM's transform: of the stack, or of its change set. */
async function templateOf(client: CloudFormationClient, StackName: string, ChangeSetName?: string) {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName, ChangeSetName }));
  return readable(TemplateBody);
}

/** Anybody may have made it: what cannot be compared is not vouched for. */
export function readable(text: string): Template {
  try {
    return parseTemplate(text);
  } catch (error) {
    // Behind its first line is the place, as a drawing.
    const [why] = String(error).split(/:\n/);
    throw new CommandError(`The template cannot be read, so nothing is said of the change set: ${why}.`);
  }
}

async function seeChangeSet(
  client: CloudFormationClient,
  StackName: string,
  ChangeSetName: string,
): Promise<Pick<ChangeSet, 'parameters' | 'changes'>> {
  const described = paginateDescribeChangeSet({ client }, { StackName, ChangeSetName });
  const pages = await onEveryPage(described, (page) => [page]);
  const parameters = pages
    .flatMap(({ Parameters = [] }) => Parameters)
    .flatMap(({ ParameterKey = '', ParameterValue }) =>
      ParameterValue === undefined ? [] : [[ParameterKey, ParameterValue]],
    );
  const changes = pages.flatMap(({ Changes = [] }) => Changes);
  return {
    parameters: Object.fromEntries(parameters),
    changes: changes.flatMap(({ ResourceChange }) => ResourceChange ?? []),
  };
}
