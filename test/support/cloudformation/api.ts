import { bodyOf, serve } from '../../../scripts/lib/serve.ts';
import type { SimulatedStack } from './stack.ts';

/**
 * CloudFormation's API, as far as a function asks it about its own stack, over simulated stacks; it speaks the query
 * protocol as the SDK reads it (DescribeStackResource and DescribeStacks of @aws-sdk/client-cloudformation 3.1164).
 */
export async function startCloudFormationApi() {
  const stacks: SimulatedStack[] = [];
  const { url: endpoint, stop } = await serve(async (request, response) => {
    const asked = new URLSearchParams(await bodyOf(request));
    const answer = answerTo(asked, stacks);
    response.writeHead(answer.includes('<Error>') ? 400 : 200, { 'content-type': 'text/xml' }).end(answer);
  });
  return { endpoint, stacks, stop };
}

function answerTo(asked: URLSearchParams, stacks: readonly SimulatedStack[]): string {
  const [action, id] = [asked.get('Action'), asked.get('StackName')];
  const known = stacks.filter((stack) => stack.id === id);
  if (known.length === 0) return refusal(`Stack '${id}' does not exist`);
  if (action === 'DescribeStacks') return describeStacks(known);
  if (action !== 'DescribeStackResource') throw new Error(`${action} is not called by any function.`);
  const logicalId = asked.get('LogicalResourceId') ?? '';
  const physicalId = known.map((stack) => stack.currentId(logicalId)).find(Boolean);
  if (physicalId === undefined) return refusal(`Resource ${logicalId} does not exist for stack ${id}`);
  const detail = `<LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>`;
  return result('DescribeStackResource', `<StackResourceDetail>${detail}</StackResourceDetail>`);
}

function describeStacks(known: readonly SimulatedStack[]): string {
  const isRollingBack = known.some((stack) => stack.isRollingBack());
  const status = isRollingBack ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  const stack = `<StackName>ci</StackName><CreationTime>2026-11-23T12:00:00Z</CreationTime><StackStatus>${status}</StackStatus>`;
  return result('DescribeStacks', `<Stacks><member>${stack}</member></Stacks>`);
}

const result = (action: string, text: string) =>
  `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${text}</${action}Result></${action}Response>`;

const refusal = (message: string) =>
  `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`;

export type CloudFormationApi = Awaited<ReturnType<typeof startCloudFormationApi>>;
