import { readTemplate } from '../../../scripts/lib/template.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Instance {
  readonly id: string;
  readonly launched: number;
  state: 'Pending' | 'Pending:Wait' | 'InService' | 'Terminating:Wait' | 'Terminating:Proceed' | 'Terminated';
  ec2: 'pending' | 'running' | 'terminated';
  health: 'Healthy' | 'Unhealthy';
  hookEnds: number;
}
export type AutoScaling = ReturnType<typeof autoScaling>;
export const RUNS_AFTER = 30;
const STATES = { launch: 'Pending:Wait', drain: 'Terminating:Wait' } as const;
type Hook = keyof typeof STATES;
const HOOKS = readTemplate().Resources.ManagerGroup?.Properties
  .LifecycleHookSpecificationList as ReadonlyArray<{
  readonly LifecycleHookName: Hook;
  readonly HeartbeatTimeout: number;
}>;
const secondsOf = (hook: Hook) =>
  HOOKS.find(({ LifecycleHookName }) => LifecycleHookName === hook)?.HeartbeatTimeout ?? Number.NaN;

/**
 * The managers' group and CloudFormation's rolling update of it, as their user guides tell: a launch and an end that are held
 * by a hook, a maintenance policy of 100 and 200 %, and a group of one to two.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-maintenance-policy-overview-and-considerations.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
export function autoScaling(time: VirtualTime, runs: (one: Instance) => void, ends: (one: Instance) => void) {
  const instances: Instance[] = [];
  const outgoing = new Set<Instance>();
  let desired = 1;
  let update: { obsolete: Instance[]; over: boolean } | undefined;
  let launches = 0;
  const counted = () => instances.filter(({ state }) => !state.startsWith('Terminat'));

  function launch(): void {
    const one: Instance = {
      ...{ id: `i-${String(++launches).padStart(3, '0')}`, launched: time.now(), hookEnds: 0 },
      ...{ state: 'Pending', ec2: 'pending', health: 'Healthy' },
    };
    instances.push(one);
    time.after(RUNS_AFTER, () => {
      if (one.state !== 'Pending') return;
      one.ec2 = 'running';
      hold(one, 'launch');
      runs(one);
    });
  }
  function reconcile(): void {
    const wanted = Math.min(2, desired + (outgoing.size > 0 ? 1 : 0));
    while (counted().length < wanted) launch();
    // A third one that a rolling update and a replacement launch between them; TerminationPolicies name the newest.
    if (!update && outgoing.size === 0) for (const one of counted().slice(desired)) terminate(one);
  }
  function hold(one: Instance, hook: Hook): void {
    one.state = STATES[hook];
    heartbeat(one, hook);
  }
  function heartbeat(one: Instance, hook: Hook): boolean {
    if (one.state !== STATES[hook]) return false;
    one.hookEnds = time.now() + secondsOf(hook);
    time.after(secondsOf(hook), () => one.hookEnds <= time.now() && complete(one, hook, 'CONTINUE'));
    return true;
  }
  /** What is held no more is refused: "No active Lifecycle Action found with instance ID". */
  function complete(one: Instance, hook: Hook, result: string): boolean {
    if (one.state !== STATES[hook]) return false;
    if (hook === 'launch' && result === 'CONTINUE') putInService(one);
    else remove(one);
    return true;
  }
  function putInService(one: Instance): void {
    one.state = 'InService';
    for (const old of [...outgoing]) if (old.launched < one.launched) terminate(old);
  }
  function remove(one: Instance): void {
    one.state = 'Terminating:Proceed';
    outgoing.delete(one);
    time.after(5, () => {
      one.ec2 = 'terminated';
      ends(one);
    });
    time.after(30, () => {
      one.state = 'Terminated';
      instances.splice(instances.indexOf(one), 1);
    });
    reconcile();
  }
  function terminate(one: Instance): void {
    if (one.state.startsWith('Terminat')) return;
    outgoing.delete(one);
    if (one.state === 'Pending') remove(one);
    else hold(one, 'drain');
    reconcile();
  }
  function replace(one: Instance): void {
    if (!counted().includes(one)) return;
    outgoing.add(one);
    reconcile();
  }
  function endUpdate(hasSucceeded: boolean): void {
    if (!update) return;
    const { obsolete } = update;
    const failed = counted().filter((one) => !obsolete.includes(one));
    update.over = true;
    desired = 1;
    for (const one of hasSucceeded ? obsolete : failed) terminate(one);
    update = undefined;
    reconcile();
  }
  return {
    instances,
    reconcile,
    heartbeat,
    complete,
    replace,
    isUpdating: () => update !== undefined,
    /** CloudFormation launches first, waits for the signal, and ends what has the old launch template. */
    update(): void {
      if (update) return;
      const own = { obsolete: counted(), over: false };
      update = own;
      desired = 2;
      reconcile();
      time.after(RUNS_AFTER + 900, () => own.over || endUpdate(false));
    },
    signal(one: Instance, success: boolean): void {
      if (update && !update.obsolete.includes(one)) endUpdate(success);
    },
    /** What EC2 no longer runs is replaced at once; what it runs, and cannot reach, when another is in service. */
    checkHealth(one: Instance): void {
      one.health = 'Unhealthy';
      if (one.ec2 === 'terminated') terminate(one);
      else replace(one);
    },
  };
}
