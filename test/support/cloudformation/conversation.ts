import { randomUUID } from 'node:crypto';
import type { Response } from '../../../functions/custom-resource/response.ts';
import type { CustomResource, Deployed } from './template.ts';
import type { Event } from './transport.ts';

/** One line of the stack's events, as a person would read it. */
export interface StackEvent {
  readonly logicalId: string;
  readonly request: Event['RequestType'];
  readonly physicalId: string | undefined;
  readonly status: Response['Status'] | 'NO ANSWER';
  readonly reason: string | undefined;
}

/** What CloudFormation and the function behind one resource say to each other. */
export function conversation(stackId: string, events: StackEvent[]) {
  const ask = async (
    request: Event['RequestType'],
    { logicalId, type, function: deliver }: CustomResource,
    fields: Record<string, unknown>,
  ): Promise<Response | undefined> => {
    const common = { StackId: stackId, RequestId: randomUUID(), LogicalResourceId: logicalId };
    const envelope = { RequestType: request, ResponseURL: 'https://localhost/answer', ResourceType: type };
    const answer = await deliver({ ...envelope, ...common, ...fields } as Event);
    if (answer) expectUsable(answer, common);
    const { Status: status = 'NO ANSWER', Reason: reason, PhysicalResourceId: physicalId } = answer ?? {};
    events.push({ logicalId, request, physicalId, status, reason });
    return answer;
  };
  return {
    /** A resource that failed is known, too: it is cleaned up under the id that was answered, or under a generated one. */
    async create(resource: CustomResource, properties: Deployed['properties']) {
      const answer = await ask('Create', resource, { ResourceProperties: properties });
      const physicalId = answer?.PhysicalResourceId ?? generatedId(stackId, resource.logicalId);
      const deployed: Deployed = { resource, physicalId, properties, attributes: answer?.Data ?? {} };
      return { done: answer?.Status === 'SUCCESS', deployed };
    },
    /** The resource as it is now; undefined after a failure or without an answer. */
    async update(
      before: Deployed,
      resource: CustomResource,
      properties: Deployed['properties'],
    ): Promise<Deployed | undefined> {
      const answer = await ask('Update', resource, {
        PhysicalResourceId: before.physicalId,
        ResourceProperties: properties,
        OldResourceProperties: before.properties,
      });
      if (answer?.Status !== 'SUCCESS') return undefined;
      const { PhysicalResourceId: physicalId, Data: attributes = {} } = answer;
      return { resource, physicalId, properties, attributes };
    },
    async remove({ resource, physicalId, properties }: Deployed): Promise<boolean> {
      const fields = { PhysicalResourceId: physicalId, ResourceProperties: properties };
      return (await ask('Delete', resource, fields))?.Status === 'SUCCESS';
    },
  };
}

/** CloudFormation's own ids have no documented form; this is how they have looked. */
function generatedId(stackId: string, logicalId: string): string {
  const tail = randomUUID().replaceAll('-', '').slice(0, 13).toUpperCase();
  return `${stackId.split('/')[1]}-${logicalId}-${tail}`;
}

/** Throws at an answer that CloudFormation would not take: the stack would hang until its time-out. */
function expectUsable(
  answer: Response,
  asked: Record<'StackId' | 'RequestId' | 'LogicalResourceId', string>,
) {
  const faults = [
    !['SUCCESS', 'FAILED'].includes(answer.Status) && 'its Status',
    answer.Status === 'FAILED' && !answer.Reason && 'no Reason',
    (!answer.PhysicalResourceId || Buffer.byteLength(answer.PhysicalResourceId) > 1024) && 'its id',
    Object.entries(asked).some(([name, value]) => answer[name as keyof Response] !== value) && 'whose it is',
    Buffer.byteLength(JSON.stringify(answer)) > 4096 && 'its length',
  ].filter(Boolean);
  if (faults.length > 0) throw new Error(`CloudFormation does not take an answer for ${faults.join(', ')}.`);
}
