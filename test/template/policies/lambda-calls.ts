import { type Call, describes, on } from './call.ts';
import { arn, logGroup } from './sample.ts';

/** What Lambda does with a function's role: it writes the log. */
export const writesLog = (name: string): Call[] =>
  on(
    'Lambda, for the log',
    {
      own: [`${logGroup(`${name}LogGroup`)}:log-stream:2026/11/24/[$LATEST]0123`],
      others: [arn('logs', 'log-group:/aws/lambda/other:log-stream:x')],
    },
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  );

/** What Lambda does with the role of a function in a VPC. It looks for these rights when the function is made. */
export const NETWORK: readonly Call[] = describes(
  'Lambda, for the network interfaces: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
);
