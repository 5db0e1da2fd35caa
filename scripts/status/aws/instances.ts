import { type Activity, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { type Filter, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { onEveryPage } from '../../../functions/aws/every-page.ts';
import type { Fleet } from '../facts.ts';
import type { Clients } from './clients.ts';

const STATES = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];

/** The instances of an Auto Scaling group, and what it last failed at; none where there is no group. */
export async function seeGroup(clients: Clients, group: string): Promise<Fleet> {
  if (group === '') return { instances: [], failed: undefined };
  const [{ instances }, { Activities = [] }] = await Promise.all([
    seeTagged(clients, 'aws:autoscaling:groupName', group),
    clients.autoScaling.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: 10 }),
    ),
  ]);
  return { instances, failed: lastFailure(Activities) };
}

/** Of the newest launch that ended, if it failed; as first_worker.py has it, one that the group gave up is Cancelled and has a reason. */
function lastFailure(activities: readonly Activity[]): Fleet['failed'] {
  for (const { Description = '', StatusCode, StatusMessage, StartTime } of activities) {
    if (!Description.startsWith('Launching a new EC2 instance')) continue;
    const words = StatusMessage || Description.split('Status Reason: ')[1] || 'It said no more.';
    const isGivenUp = StatusCode === 'Cancelled' && words.includes('Termination Reason: ');
    if (StatusCode === 'Failed' || isGivenUp) return { at: StartTime?.getTime() ?? 0, words };
    if (StatusCode === 'Successful') break;
  }
  return undefined;
}

/** The instances with a tag: docker-machine's workers have no group. */
export async function seeTagged({ ec2 }: Clients, tag: string, value: string): Promise<Fleet> {
  const Filters: Filter[] = [
    { Name: `tag:${tag}`, Values: [value] },
    { Name: 'instance-state-name', Values: STATES },
  ];
  const found = await onEveryPage(
    paginateDescribeInstances({ client: ec2 }, { Filters }),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  const instances = found.map(({ InstanceId: id = '', InstanceType: type = '', State, LaunchTime }) => ({
    ...{ id, type, state: State?.Name ?? '', launched: LaunchTime?.getTime() ?? 0 },
  }));
  return { instances, failed: undefined };
}
