import {
  CancelSpotInstanceRequestsCommand,
  DescribeSpotInstanceRequestsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { ask } from '../aws/ask.ts';
import { batches } from '../aws/batches.ts';
import { everyPage } from './every-page.ts';
import type { SpotRequest, SpotRequests } from './ports.ts';

const PAGE = 200;
const CANCELLED_AT_ONCE = 100;

/** SpotRequests in EC2. */
export function ec2SpotRequests(ec2: EC2Client): SpotRequests {
  return {
    alive: (abortSignal) =>
      everyPage(async (NextToken) => {
        const command = new DescribeSpotInstanceRequestsCommand({
          Filters: [{ Name: 'state', Values: ['open', 'active'] }],
          MaxResults: PAGE,
          NextToken,
        });
        const describe = () => ec2.send(command, { abortSignal });
        const page = await ask('ec2:DescribeSpotInstanceRequests', abortSignal, describe);
        const items = (page.SpotInstanceRequests ?? []).map(
          ({ SpotInstanceRequestId = '', LaunchSpecification, InstanceId = '' }): SpotRequest => ({
            id: SpotInstanceRequestId,
            keyName: LaunchSpecification?.KeyName ?? '',
            instanceId: InstanceId,
          }),
        );
        return { items, next: page.NextToken };
      }),
    async cancel(ids, abortSignal) {
      for (const SpotInstanceRequestIds of batches(ids, CANCELLED_AT_ONCE)) {
        const command = new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds });
        const cancel = () => ec2.send(command, { abortSignal });
        await ask('ec2:CancelSpotInstanceRequests', abortSignal, cancel);
      }
    },
  };
}
