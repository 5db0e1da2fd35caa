import { SSMClient } from '@aws-sdk/client-ssm';
import { ownStack } from '../aws/own-stack.ts';
import { customResource } from '../custom-resource/handler.ts';
import { configuration } from './configuration.ts';
import { firstWorker } from './first-worker.ts';
import { parameterStore } from './parameter-store.ts';

const configure = customResource(configuration(parameterStore(new SSMClient())), {
  ownStack: ownStack(() => import('../aws/cloudformation.ts')),
});
const readSignal = customResource(firstWorker);

export const handler: typeof configure = (event, context) =>
  (event?.ResourceType === 'Custom::FirstWorker' ? readSignal : configure)(event, context);
