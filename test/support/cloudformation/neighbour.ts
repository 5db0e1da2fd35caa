import type { Template } from './template.ts';
import type { Transport } from './transport.ts';

const fails: Transport = async ({ RequestType, StackId, RequestId, LogicalResourceId }) => ({
  Status: RequestType === 'Delete' ? 'SUCCESS' : 'FAILED',
  Reason: 'It always fails.',
  PhysicalResourceId: 'neighbour',
  ...{ StackId, RequestId, LogicalResourceId },
});

/** Ends with a resource that fails, so that all that stands before it is rolled back. */
export function withFailingNeighbour(template: Template): Template {
  return [
    ...template,
    { logicalId: 'Neighbour', type: 'Custom::Neighbour', function: fails, properties: {} },
  ];
}
