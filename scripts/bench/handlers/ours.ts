import { customResource } from '../../../functions/custom-resource/handler.ts';

/** A resource that answers the text it is given, by this project's protocol. */
export const handler = customResource<string, { Text: string }>(
  {
    parse: ({ Text }) => String(Text),
    identify: () => 'resource',
    identifyInvalid: () => 'invalid',
    ensure: async ({ properties }) => ({ Text: properties }),
    remove: async () => undefined,
  },
  { stackId: process.env.STACK_ID ?? '' },
);
