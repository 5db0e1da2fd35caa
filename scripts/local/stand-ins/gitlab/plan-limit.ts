import type { Registry } from './registry.ts';
import type { Runner } from './runner.ts';

const WEEK = 7 * 24 * 3600 * 1000;

/**
 * The model's complaint where the plan gives no further runner: spec/requests/api/ci/runner/runners_post_spec.rb of 16.x.
 * What was neither made nor heard of for seven days does not count; the instance has no limit.
 */
export function overThePlan(
  { runners, settings }: Registry,
  type: Runner['runnerType'],
): Record<string, string[]> | undefined {
  const isRecent = ({ createdAt, contactedAt }: Runner) =>
    Date.now() - Date.parse(contactedAt ?? createdAt) < WEEK;
  const counted = [...runners.values()].filter((one) => one.runnerType === type && isRecent(one));
  if (type === 'instance_type' || counted.length < settings.mostRunners) return undefined;
  const [field, kind] = type === 'group_type' ? ['namespaces', 'group'] : ['projects', 'project'];
  const complaint = `Maximum number of ci registered ${kind} runners (${settings.mostRunners}) exceeded`;
  return { [`runner_${field}.base`]: [complaint] };
}
