import { GitLabError } from '../../../functions/registration/gitlab/error.ts';
import type { Transport } from '../cloudformation/transport.ts';
import { told } from '../told.ts';
import { denied } from './store.ts';
import type { MemoryWorld } from './world.ts';

export const FAULTS = [
  'none',
  'GitLab refuses',
  'GitLab is down',
  'GitLab answer is lost',
  'crash before GitLab',
  'crash after GitLab',
  'store fails on completion',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The faults under which nothing changes, so that they may last through a roll-back, which asks for nothing then. */
export const LASTING: readonly Fault[] = ['GitLab refuses', 'GitLab is down', 'store fails on completion'];

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

function inject(fault: Fault, { gitLab, store }: MemoryWorld, died: () => void = () => undefined): void {
  gitLab.before = gitLab.after = store.before = () => undefined;
  const crash = () => {
    died();
    return new Promise<never>(() => undefined);
  };
  if (fault === 'GitLab refuses') gitLab.before = () => fail('refused', 401);
  if (fault === 'GitLab is down') gitLab.before = () => fail('unreachable');
  if (fault === 'crash before GitLab') gitLab.before = crash;
  if (fault === 'crash after GitLab') gitLab.after = crash;
  if (fault === 'store fails on completion')
    store.before = (action) => {
      if (action === 'replace') throw denied('ssm:PutParameter');
    };
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
