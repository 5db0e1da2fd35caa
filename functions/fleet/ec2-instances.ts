import {
  type Instance as Described,
  type EC2Client,
  type Filter,
  paginateDescribeInstances,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { batches } from '../aws/batches.ts';
import { allowing, ask } from '../aws/call-with-retry.ts';
import { onEveryPage } from '../aws/every-page.ts';
import type { Instance, Instances } from './ports.ts';

const PAGE = 200;
const TERMINATED_AT_ONCE = 100;
const NOT_TERMINATED: Filter = {
  Name: 'instance-state-name',
  Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'],
};

/** Instances in EC2. */
export function ec2Instances(ec2: EC2Client): Instances {
  const find = (filter: Filter, abortSignal: AbortSignal) =>
    ask('ec2:DescribeInstances', abortSignal, async () => {
      const Filters = [filter, NOT_TERMINATED];
      const pages = paginateDescribeInstances({ client: ec2, pageSize: PAGE }, { Filters }, { abortSignal });
      const reservations = await onEveryPage(pages, ({ Reservations }) => Reservations);
      return reservations.flatMap(({ Instances = [] }) => Instances).map(instanceOf);
    });
  return {
    tagged: (key, value, signal) => find({ Name: `tag:${key}`, Values: [value] }, signal),
    inSecurityGroup: (id, signal) => find({ Name: 'instance.group-id', Values: [id] }, signal),
    async terminate(ids, abortSignal) {
      for (const InstanceIds of batches(ids, TERMINATED_AT_ONCE)) {
        const command = new TerminateInstancesCommand({ InstanceIds });
        const terminate = () => ec2.send(command, { abortSignal });
        // One that EC2 forgot has the whole batch refused; the next look finds the others again.
        await ask('ec2:TerminateInstances', abortSignal, terminate).catch(
          allowing('InvalidInstanceID.NotFound'),
        );
      }
    },
  };
}

function instanceOf(described: Described): Instance {
  const { InstanceId = '', State, KeyName = '', SecurityGroups = [], Tags = [], LaunchTime } = described;
  return {
    id: InstanceId,
    state: State?.Name ?? '',
    keyName: KeyName,
    securityGroupIds: SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    launchedAt: LaunchTime ?? new Date(),
  };
}
