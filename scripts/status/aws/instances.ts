import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
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
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }),
    ),
  ]);
  const [{ StatusCode, StartTime, StatusMessage = 'It said no more.' } = {}] = Activities;
  const failed =
    StatusCode === 'Failed' ? { at: StartTime?.getTime() ?? 0, words: StatusMessage } : undefined;
  return { instances, failed };
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
