import { expect } from 'vitest';
import type { SimulatedStack } from '../support/cloudformation/stack.ts';
import { readConfiguration } from './configured.ts';
import { type History, isMissingKnowingly, isNote } from './history.ts';
import { isExplained, stored, unexplainedRunners } from './runners.ts';

/** What must hold whenever nothing is under way, with a stack or without. */
export function expectRest(history: History, stack: SimulatedStack | undefined): void {
  // Of what hands have taken away the stack learns at the next event, and tells then.
  if (!history.account.touched) expect(unexplainedRunners(history), 'runners that nobody names').toEqual([]);
  expectOneRunner(history, stack);
  if (stack) expectConfigured(history, stack);
}

function expectOneRunner(history: History, stack: SimulatedStack | undefined): void {
  const believed = stack?.resources.get('Registration');
  const others = stored(history).filter(({ name }) => name !== believed?.physicalId);
  expect(
    others.filter((one) => !isExplained(history, one)),
    'registrations beside the stack’s',
  ).toEqual([]);
  if (!believed || history.account.touched) return;
  const {
    url = '',
    runnerId = '',
    token,
  } = stored(history).find(({ name }) => name === believed.physicalId) ?? {};
  expect(history.account.gitLabs.get(url)?.runners.get(runnerId)?.token ?? 'no runner').toBe(token);
  expect(believed.attributes).toMatchObject({ ParameterName: believed.physicalId, RunnerId: runnerId });
}

/** config.toml names what is there. */
function expectConfigured({ account }: History, { resources }: SimulatedStack): void {
  const { store, workers, buckets, warnings, removedBuckets } = account;
  const { ParameterName = '' } = resources.get('Configuration')?.attributes ?? {};
  const { bucket, group, machine } = readConfiguration(store.parameters.get(ParameterName)?.value ?? '');
  const isMissing = removedBuckets.has(bucket) || isMissingKnowingly(bucket, warnings);
  expect(buckets.buckets.has(bucket) || isMissing, bucket).toBe(true);
  expect(group).toBe(resources.get('WorkerGroup')?.physicalId);
  expect(machine === undefined).toBe(group !== undefined);
  if (group === undefined) return;
  expect([...(workers.groups.get(group)?.suspended ?? [])]).toEqual(['AZRebalance']);
}

/** What each of CloudFormation's own resources waits for on delete: the function that makes its deletion possible. */
const HELPED_BY: Readonly<Record<string, string>> = {
  WorkerGroup: 'WorkerFleet',
  WorkerSecurityGroup: 'WorkerFleet',
  CacheBucket: 'CacheContents',
};

/** Nothing of CloudFormation's own fails, but where a function's Delete had, or for a bucket that was to be kept or could not be emptied. */
export function expectBuiltInsWell({ account, stacks }: History): void {
  const isNative = (logicalId: string) =>
    logicalId in HELPED_BY || /^(TokenKey|ManagerGroup)$/.test(logicalId);
  const failures = stacks.flatMap(({ events }) => {
    const isHelped = (logicalId: string) =>
      events.every(
        (one) =>
          one.logicalId !== HELPED_BY[logicalId] || one.request !== 'Delete' || one.status === 'SUCCESS',
      );
    const mayBeFull = (name = '') =>
      account.kept.has(name) ||
      account.warnings.some((text) => text.includes(`${name} could not be emptied`));
    return events.filter(
      ({ logicalId, status, physicalId }) =>
        status === 'FAILED' && isNative(logicalId) && isHelped(logicalId) && !mayBeFull(physicalId),
    );
  });
  expect(failures, 'failures of CloudFormation’s own resources').toEqual([]);
}

/** Nothing that was said or can be read holds a secret. */
export function expectNoSecrets({ account, log, stacks }: History): void {
  const { store, warnings } = account;
  const notes = [...store.parameters].filter(([name]) => isNote(name) || name.endsWith('.toml'));
  const events = stacks.flatMap((stack) => stack.events);
  expect(JSON.stringify([notes, warnings, log, events])).not.toContain('MARKED');
}
