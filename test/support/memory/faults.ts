import { GitLabError } from '../../../functions/registration/gitlab/error.ts';
import type { Transport } from '../cloudformation/transport.ts';
import { told } from '../told.ts';
import { refusedBy } from './aws.ts';
import { denied } from './store.ts';
import type { MemoryWorld } from './world.ts';

export const FAULTS = [
  'none',
  'GitLab refuses',
  'GitLab is down',
  'GitLab is read-only',
  'GitLab answer is lost',
  'crash before GitLab',
  'crash after GitLab',
  'store fails on completion',
  'store is busy on completion',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The faults under which nothing changes, so that they may last through a rollback, which asks for nothing then. */
export const LASTING: readonly Fault[] = [
  'GitLab refuses',
  'GitLab is down',
  'GitLab is read-only',
  'store fails on completion',
];

/** Deliveries during which the outside has a fault; a process that crashes is never heard of again. */
export function suffering(fault: Fault, world: MemoryWorld, deliver: Transport): Transport {
  let deliveries = 0;
  return async (event) => {
    deliveries++;
    const dead = new Promise<undefined>((died) => inject(fault, world, () => died(undefined)));
    const answer = await Promise.race([deliver(event), dead]);
    if (--deliveries === 0) inject('none', world);
    return answer;
  };
}

function inject(fault: Fault, world: MemoryWorld, died: () => void = () => undefined): void {
  const { gitLab, store } = world;
  gitLab.before = gitLab.after = store.before = () => undefined;
  const crash = () => {
    died();
    return new Promise<never>(() => undefined);
  };
  if (fault === 'GitLab refuses') gitLab.before = () => fail('refused', 401);
  if (fault === 'GitLab is down') gitLab.before = () => fail('unreachable');
  if (fault === 'GitLab is read-only')
    gitLab.before = (call) => {
      if (!/^(describe|findByMarker)$/.test(call)) fail('unreachable', 403);
    };
  if (fault === 'crash before GitLab') gitLab.before = crash;
  if (fault === 'crash after GitLab') gitLab.after = crash;
  if (fault === 'store fails on completion')
    store.before = (action) => {
      if (action === 'replace') throw denied('ssm:PutParameter');
    };
  if (fault === 'store is busy on completion') {
    // Once, after the seconds for which it is waited.
    let busy = true;
    store.before = (action) => {
      if (action !== 'replace' || !busy) return;
      busy = false;
      world.pass(7_000);
      throw refusedBy('ssm:PutParameter', 'TooManyUpdates');
    };
  }
  let lost = false;
  if (fault === 'GitLab answer is lost')
    gitLab.after = (call) => {
      if (lost || !/create|edit/.test(call)) return;
      lost = true;
      fail('unknown');
    };
}

function fail(outcome: 'refused' | 'unreachable' | 'unknown', status = 0): never {
  throw new GitLabError(told(`GitLab: ${outcome}.`), outcome, status);
}
