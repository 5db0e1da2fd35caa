import { AutoScalingClient, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmHistoryCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCommandInvocationCommand, SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { codeOf } from '../../functions/aws/errors.ts';
import { onEveryPage } from '../../functions/aws/every-page.ts';
import type { Resource } from '../status/facts.ts';
import { took } from './measures.ts';
import { waitFor } from './pipeline.ts';
import type { Row } from './record.ts';

interface Asked {
  readonly aws: object;
  readonly stack: string;
  readonly resources: readonly Resource[];
  readonly since: Date;
  readonly signal: AbortSignal;
}
type Answers = ReadonlyArray<readonly [what: string, answer: string]>;
/** The response, or several with names of their own. */
type Question = readonly [part: Row['part'], what: string, ask: (asked: Asked) => Promise<string | Answers>];

/** What an account answers; what AWS refuses is a result with its code. */
export async function answers(questions: readonly Question[], asked: Asked): Promise<Row[]> {
  const rows = questions.map(async ([part, what, ask]) => {
    const found = await ask(asked).catch((error: unknown) => `not answered (${codeOf(error)})`);
    const all = typeof found === 'string' ? [[what, found] as const] : found;
    return all.map(([name, answer]): Row => ({ part, what: name, answer }));
  });
  return (await Promise.all(rows)).flat();
}

/** Asked after the delete, which ends the last manager. */
export const AFTERWARDS: readonly Question[] = [
  [
    'settled',
    'workers launched, by an image that a parameter names, in a group of several types',
    async (asked) => `${took(await activities(asked, 'WorkerGroup'), 'Launching').length}`,
  ],
  ['measured', 'Auto Scaling launching managers', managers('Launching')],
  ['measured', 'Auto Scaling ending managers, with their hook', managers('Terminating')],
];
export const WHILE_THERE: readonly Question[] = [
  ['settled', 'versions on the manager', versions],
  ['settled', 'what IAM denied to roles of the stack', denied],
  ['settled', 'alarms that rang', alarms],
];

const VERSIONS =
  "rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\\n' system-release aws-cfn-bootstrap systemd gnupg2-minimal gnupg2-full awscli-2 | grep -v 'not installed'; echo gpg-agent $(pgrep -c gpg-agent)";

const physical = ({ resources }: Asked, id: string) =>
  resources.find(({ logicalId }) => logicalId === id)?.physicalId ?? '';

function managers(verb: 'Launching' | 'Terminating') {
  return async (asked: Asked) =>
    took(await activities(asked, 'ManagerGroup'), verb)
      .map((one) => `${one} s`)
      .join(', ') || 'none told of';
}

async function activities(asked: Asked, group: string) {
  const AutoScalingGroupName = physical(asked, group);
  const question = { AutoScalingGroupName, IncludeDeletedGroups: true };
  const client = new AutoScalingClient(asked.aws);
  return (await client.send(new DescribeScalingActivitiesCommand(question))).Activities ?? [];
}

/** By Run Command, over the channel of Session Manager, which the manager's role allows. */
async function versions(asked: Asked): Promise<Answers> {
  const { aws, signal } = asked;
  const Filters = [
    { Name: 'tag:aws:autoscaling:groupName', Values: [physical(asked, 'ManagerGroup')] },
    { Name: 'instance-state-name', Values: ['running'] },
  ];
  const { Reservations = [] } = await new EC2Client(aws).send(new DescribeInstancesCommand({ Filters }));
  const InstanceId = Reservations.at(-1)?.Instances?.[0]?.InstanceId ?? '';
  const ssm = new SSMClient(aws);
  const Parameters = { commands: [VERSIONS] };
  const order = { InstanceIds: [InstanceId], DocumentName: 'AWS-RunShellScript', Parameters };
  const { Command } = await ssm.send(new SendCommandCommand(order));
  const { StandardOutputContent = '' } = await waitFor(signal, 60, 'an answer of the manager', async () => {
    const done = await ssm
      .send(new GetCommandInvocationCommand({ CommandId: Command?.CommandId, InstanceId }))
      .catch(() => undefined);
    return /Success|Failed|TimedOut|Cancelled/.test(done?.Status ?? '') ? done : undefined;
  });
  const lines = [...StandardOutputContent.matchAll(/^([\w-]+) ([\w.+~-]+)$/gm)];
  return lines.map(([, name = '', value = '']) => [
    name === 'gpg-agent' ? 'agents of gpg that still run on the manager' : `${name} on the manager`,
    value,
  ]);
}

/** CloudTrail tells of a call some minutes after it, so that the last ones are missing. */
async function denied({ aws, stack, since, signal }: Asked): Promise<string> {
  // Two pages of 50 a second at most, of all that goes on in the account, which pays for the stack meanwhile.
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(180_000)]);
  const client = new CloudTrailClient(aws);
  const pages = paginateLookupEvents({ client }, { StartTime: since }, { abortSignal });
  const events = await onEveryPage(pages, ({ Events }) => Events);
  const refused = events.flatMap(({ CloudTrailEvent = '{}' }) => {
    const { errorCode = '', eventSource = '', eventName, userIdentity } = JSON.parse(CloudTrailEvent);
    const role: string = userIdentity?.sessionContext?.sessionIssuer?.userName ?? '';
    const [, logicalId] = new RegExp(`^${stack}-(\\w+)-`).exec(role) ?? [];
    const isDenial = /AccessDenied|Unauthorized/.test(errorCode);
    return logicalId && isDenial ? [`${logicalId}: ${eventSource.split('.')[0]} ${eventName}`] : [];
  });
  return [...new Set(refused)].join(', ') || 'nothing';
}

async function alarms({ aws, resources, since }: Asked): Promise<string> {
  const client = new CloudWatchClient(aws);
  const own = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
  const rang = own.map(async ({ logicalId, physicalId }) => {
    const question = { AlarmName: physicalId, StartDate: since, HistoryItemType: 'StateUpdate' as const };
    const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand(question));
    return AlarmHistoryItems.some(({ HistorySummary }) => HistorySummary?.endsWith('to ALARM'))
      ? [logicalId]
      : [];
  });
  return (await Promise.all(rang)).flat().join(', ') || 'none';
}
