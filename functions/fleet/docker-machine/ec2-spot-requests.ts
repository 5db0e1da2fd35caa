import {
  CancelSpotInstanceRequestsCommand,
  type EC2Client,
  paginateDescribeSpotInstanceRequests,
} from '@aws-sdk/client-ec2';
import { batches } from '../../aws/batches.ts';
import { ask } from '../../aws/call-with-retry.ts';
import { onEveryPage } from '../../aws/every-page.ts';
import type { SpotRequest, SpotRequests } from '../ports.ts';

const PAGE = 200;
const CANCELLED_AT_ONCE = 100;

/** SpotRequests in EC2. */
export function ec2SpotRequests(ec2: EC2Client): SpotRequests {
  return {
    alive: (abortSignal) =>
      ask('ec2:DescribeSpotInstanceRequests', abortSignal, async () => {
        const Filters = [{ Name: 'state', Values: ['open', 'active'] }];
        const paging = { client: ec2, pageSize: PAGE };
        const pages = paginateDescribeSpotInstanceRequests(paging, { Filters }, { abortSignal });
        const requests = await onEveryPage(pages, ({ SpotInstanceRequests }) => SpotInstanceRequests);
        return requests.map(
          ({ SpotInstanceRequestId = '', LaunchSpecification, InstanceId = '' }): SpotRequest => ({
            id: SpotInstanceRequestId,
            keyName: LaunchSpecification?.KeyName ?? '',
            instanceId: InstanceId,
          }),
        );
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
