import type { SimulatedStack } from '../support/cloudformation/stack.ts';
import { type Account, OWN_RUNNER_TOKEN } from './account.ts';
import { readConfiguration } from './configured.ts';

/** What people do beside CloudFormation to the things of a stack. */
export const HANDS = [
  'the registration is removed',
  'the registration is overwritten',
  'the key is disabled',
  'the runner is removed',
  'the bucket is removed',
] as const;
export type Hand = (typeof HANDS)[number];

export function layHand(hand: Hand, { resources }: SimulatedStack, account: Account): void {
  const { store, gitLabs, unusableKeys, buckets, removedBuckets } = account;
  const name = resources.get('Registration')?.physicalId ?? '';
  const found = store.parameters.get(name);
  const { url, runnerId, token } = recordOf(found?.value);
  if (hand === 'the bucket is removed') {
    const configuration = resources.get('Configuration')?.attributes.ParameterName ?? '';
    const { bucket } = readConfiguration(store.parameters.get(configuration)?.value ?? '');
    // The one that the user brought is others', too.
    if (bucket.startsWith('ci-cachebucket') && buckets.lose(bucket)) removedBuckets.add(bucket);
    return;
  }
  if (!found) return;
  account.touched = true;
  if (hand === 'the registration is removed') store.parameters.delete(name);
  if (hand === 'the registration is overwritten') store.parameters.set(name, { ...found, value: 'by hand' });
  if (hand === 'the key is disabled' && found.key) unusableKeys.add(found.key);
  if (hand === 'the runner is removed' && token !== OWN_RUNNER_TOKEN)
    gitLabs.get(url)?.runners.delete(runnerId);
}

function recordOf(value = ''): Readonly<Record<'url' | 'runnerId' | 'token', string>> {
  try {
    return JSON.parse(value);
  } catch {
    return { url: '', runnerId: '', token: '' };
  }
}
