import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { onEveryPage } from '../../../functions/aws/every-page.ts';
import { CommandError } from '../../lib/command-error.ts';
import type { Resource, Stack } from '../facts.ts';

/** The stack as CloudFormation describes it. Throws a CommandError when it is not there or not of this template. */
export async function seeStack(client: CloudFormationClient, StackName: string): Promise<Stack> {
  const region = await client.config.region();
  const { Stacks = [] } = await client
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: unknown) => {
      if (!(error instanceof CommandError && /does not exist/.test(error.message))) throw error;
      throw new CommandError(
        `There is no stack ${StackName} in ${region}: see its name, --region and the account.`,
      );
    });
  const [{ StackName: name = '', StackId = '', StackStatus = '', Outputs = [], Parameters = [] } = {}] =
    Stacks;
  if (StackStatus === 'REVIEW_IN_PROGRESS')
    throw new CommandError(`${name} was never deployed: a change set waits to be carried out or deleted.`);
  const resources = await seeResources(client, StackId);
  const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
  const parameters = Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [
    ParameterKey,
    ParameterValue,
  ]);
  // The registration is made after the preflight: a create that has not come so far lists none.
  const isOurs = ['RunnerScope', 'RunnerVersion'].every((name) => parameters.some(([key]) => key === name));
  if (!isOurs && !resources.some(({ type }) => type === 'Custom::RunnerRegistration'))
    throw new CommandError(`${name} is no stack of this template: it has no Custom::RunnerRegistration.`);
  return {
    ...{ name, id: StackId, region, status: StackStatus, resources },
    ...{ outputs: Object.fromEntries(outputs), parameters: Object.fromEntries(parameters) },
  };
}

/** Its resources, with an empty physical id where one is gone. */
export async function seeResources(client: CloudFormationClient, StackName: string): Promise<Resource[]> {
  const pages = paginateListStackResources({ client }, { StackName });
  const all = await onEveryPage(pages, ({ StackResourceSummaries }) => StackResourceSummaries);
  return all.map(
    ({ LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '', ResourceStatus }) => ({
      logicalId: LogicalResourceId,
      physicalId: ResourceStatus === 'DELETE_COMPLETE' ? '' : PhysicalResourceId,
      type: ResourceType,
    }),
  );
}

/** The first thing that failed in the last create, update or delete, or in the rollback that failed, as its resource said it. */
export async function seeFailure(
  client: CloudFormationClient,
  { id, status }: Stack,
): Promise<string | undefined> {
  if (!/FAILED|ROLLBACK/.test(status)) return undefined;
  const began = status.endsWith('ROLLBACK_FAILED')
    ? /ROLLBACK_IN_PROGRESS$/
    : /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/;
  let first: StackEvent | undefined;
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: id }))
    for (const event of StackEvents) {
      if (isCause(event)) first = event;
      const isStack = event.PhysicalResourceId === id;
      if (isStack && began.test(event.ResourceStatus ?? '')) return reasonOf(first);
    }
  return reasonOf(first);
}

/** What CloudFormation stops because of another's failure is no cause. */
const isCause = ({ ResourceStatus, ResourceStatusReason = '' }: StackEvent) =>
  ResourceStatus?.endsWith('_FAILED') && !/cancelled/.test(ResourceStatusReason);

const reasonOf = (event: StackEvent | undefined) =>
  event && `${event.LogicalResourceId}: ${event.ResourceStatusReason}`;
