import { SSMClient } from '@aws-sdk/client-ssm';
import { ownStack } from '../aws/own-stack.ts';
import { customResource } from '../custom-resource/handler.ts';
import { configuration } from './configuration.ts';
import { parameterStore } from './parameter-store.ts';

export const handler = customResource(configuration(parameterStore(new SSMClient())), {
  ownStack: ownStack(() => import('../aws/cloudformation.ts')),
});
