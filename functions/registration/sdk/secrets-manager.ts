import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { type Configuration, operation, ServiceClient } from './client.ts';

const NAMESPACE = 'com.amazonaws.secretsmanager';
const SERVICE = {
  serviceId: 'Secrets Manager',
  name: 'secretsmanager',
  protocol: AwsJson1_1Protocol,
  protocolSettings: { defaultNamespace: NAMESPACE, serviceTarget: 'secretsmanager' },
};

export class SecretsManagerClient extends ServiceClient {
  constructor(configuration: Configuration) {
    super(SERVICE, configuration);
  }
}

export const GetSecretValueCommand = operation(NAMESPACE, 'GetSecretValue');
