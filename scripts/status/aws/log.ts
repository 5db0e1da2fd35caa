import {
  type CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Log } from '../facts.ts';

/** Enough to hold what a runner says that GitLab refuses: it is silent after that. */
const MOST_LINES = 50;

const NOTHING: Log = { stream: '', lines: [] };

/** The end of the newest stream of the managers' log; gitlab-runner's own, when there is one. */
export async function seeLog(client: CloudWatchLogsClient, logGroupName: string): Promise<Log> {
  if (logGroupName === '') return NOTHING;
  const newest = { logGroupName, orderBy: 'LastEventTime', descending: true, limit: 10 } as const;
  const { logStreams = [] } = await client.send(new DescribeLogStreamsCommand(newest));
  const names = logStreams.flatMap(({ logStreamName }) => logStreamName ?? []);
  const [instance] = names[0]?.split('/') ?? [];
  const stream = names.find((name) => name === `${instance}/gitlab-runner`) ?? names[0];
  if (stream === undefined) return NOTHING;
  const { events = [] } = await client.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: stream, limit: MOST_LINES, startFromHead: false }),
  );
  return {
    stream,
    lines: events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, text: message })),
  };
}
