import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { onEveryPage } from '../../../functions/aws/every-page.ts';
import type { Alarm, Stack } from '../facts.ts';

const idsOf = ({ resources }: Stack, wanted: string) =>
  resources.flatMap(({ type, physicalId }) => (type === wanted && physicalId !== '' ? physicalId : []));

/** The stack's alarms, whatever they are called. */
export async function seeAlarms(client: CloudWatchClient, stack: Stack): Promise<Alarm[]> {
  const AlarmNames = idsOf(stack, 'AWS::CloudWatch::Alarm');
  if (AlarmNames.length === 0) return [];
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames, MaxRecords: 100 }));
  return MetricAlarms.map(
    ({ AlarmName: name = '', AlarmDescription: description = '', StateValue: state = '' }) => ({
      ...{ name, description, state },
    }),
  );
}

/** Who is to be told of alarms by the stack's own topic, and has not yet confirmed it. */
export async function seeUnconfirmed(client: SNSClient, stack: Stack): Promise<string[]> {
  const topics = idsOf(stack, 'AWS::SNS::Topic');
  const pages = topics.map((TopicArn) => paginateListSubscriptionsByTopic({ client }, { TopicArn }));
  const all = await Promise.all(pages.map((each) => onEveryPage(each, ({ Subscriptions }) => Subscriptions)));
  return all
    .flat()
    .flatMap(({ SubscriptionArn, Endpoint = '' }) =>
      SubscriptionArn === 'PendingConfirmation' ? Endpoint : [],
    );
}
