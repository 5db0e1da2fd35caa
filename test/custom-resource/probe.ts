import { customResource } from '../../functions/custom-resource/handler.ts';
import { told } from '../support/told.ts';

/** A resource that does what its property Do says, bundled and run like the real ones. */
const does: Record<string, () => Promise<Record<string, string>>> = {
  succeed: async () => ({ Greeting: 'Grüße, 東京' }),
  'answer too much': async () => ({ Long: 'x'.repeat(6 * 1024) }),
  'fail at length': async () => {
    throw new Error('ü'.repeat(10 * 1024));
  },
  'fail with a secret': async () => {
    throw new Error('refused: a-MARKED-secret');
  },
  hang: () => new Promise(() => undefined),
  'lose a promise': () => {
    void Promise.reject(new Error('stray'));
    return new Promise(() => undefined);
  },
};

export const handler = customResource<string, Record<string, string>>({
  parse: ({ Do }) => String(Do),
  identify: () => 'probe-id',
  identifyInvalid: () => 'probe-invalid',
  async ensure({ properties, secrets, warn }) {
    secrets.add('a-MARKED-secret');
    warn(told('known: a-MARKED-secret'));
    const act = does[properties];
    if (!act) throw new Error('unknown');
    return act();
  },
  remove: async () => undefined,
});
