import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import type { $SchemaRef } from '@smithy/types';
import { type Configuration, operation, ServiceClient } from './client.ts';

const NAMESPACE = 'com.amazonaws.cloudformation';
const SERVICE = {
  serviceId: 'CloudFormation',
  name: 'cloudformation',
  protocol: AwsQueryProtocol,
  protocolSettings: {
    defaultNamespace: NAMESPACE,
    version: '2010-05-15',
  },
};

export class CloudFormationClient extends ServiceClient {
  constructor(configuration: Configuration) {
    super(SERVICE, configuration);
  }
}

const STRING = 0;
const structure = (name: string, members: Readonly<Record<string, $SchemaRef>>): $SchemaRef => [
  3,
  NAMESPACE,
  name,
  0,
  Object.keys(members),
  Object.values(members),
];
const list = (name: string, member: $SchemaRef): $SchemaRef => [1, NAMESPACE, name, 0, member];

// Query's XML has no types: of what goes in and out only this is written and read.
export const DescribeStackResourceCommand = operation(
  NAMESPACE,
  'DescribeStackResource',
  structure('DescribeStackResourceInput', { StackName: STRING, LogicalResourceId: STRING }),
  structure('DescribeStackResourceOutput', {
    StackResourceDetail: structure('StackResourceDetail', { PhysicalResourceId: STRING }),
  }),
);
export const DescribeStacksCommand = operation(
  NAMESPACE,
  'DescribeStacks',
  structure('DescribeStacksInput', { StackName: STRING }),
  structure('DescribeStacksOutput', { Stacks: list('Stacks', structure('Stack', { StackStatus: STRING })) }),
);
