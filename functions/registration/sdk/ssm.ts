import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { createPaginator } from '@smithy/core';
import { type Configuration, operation, ServiceClient } from './client.ts';

const NAMESPACE = 'com.amazonaws.ssm';

export class SSMClient extends ServiceClient {
  constructor(configuration: Configuration) {
    const protocolSettings = { defaultNamespace: NAMESPACE, serviceTarget: 'AmazonSSM' };
    super({ serviceId: 'SSM', name: 'ssm', protocol: AwsJson1_1Protocol, protocolSettings }, configuration);
  }
}

export const AddTagsToResourceCommand = operation(NAMESPACE, 'AddTagsToResource');
export const DeleteParameterCommand = operation(NAMESPACE, 'DeleteParameter');
export const GetParameterCommand = operation(NAMESPACE, 'GetParameter');
export const GetParametersByPathCommand = operation(NAMESPACE, 'GetParametersByPath');
export const PutParameterCommand = operation(NAMESPACE, 'PutParameter');

export const paginateGetParametersByPath = createPaginator(
  SSMClient,
  GetParametersByPathCommand,
  'NextToken',
  'NextToken',
  'MaxResults',
);
