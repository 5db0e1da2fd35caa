import type { Template } from '../lib/template.ts';
import { DETECTION, DURATIONS, HAND_OVER, type Seconds } from './durations.ts';

/** For how long no manager asks GitLab for jobs. */
export interface Gap {
  readonly planned: Seconds;
  readonly crash: Seconds;
  readonly hang: Seconds;
  /** After which Auto Scaling gives up a manager that shows no sign of life. */
  readonly hook: number;
}

/** Of a manager without jobs; with jobs there is none to be asked for until they end. */
export function gaps(template: Template): Gap {
  const hook = hookOf(template);
  const planned = HAND_OVER.map(({ seconds }) => seconds).reduce(plus);
  const boot = DURATIONS['AWS::CloudFormation::WaitCondition']?.create;
  if (!boot) throw new Error('How long does the boot of a manager take?');
  const held = { low: hook, typical: hook, high: hook };
  return { planned, hook, crash: plus(boot, planned), hang: [DETECTION.seconds, held, planned].reduce(plus) };
}

function hookOf({ Resources }: Template): number {
  const hooks = Resources.ManagerGroup?.Properties.LifecycleHookSpecificationList ?? [];
  const hook = (hooks as Array<Record<string, unknown>>).find((one) => one.LifecycleHookName === 'drain');
  if (!hook) throw new Error("The manager's group has no hook for the drain.");
  return Number(hook.HeartbeatTimeout);
}

const plus = (a: Seconds, b: Seconds): Seconds => ({
  low: a.low + b.low,
  typical: a.typical + b.typical,
  high: a.high + b.high,
});
