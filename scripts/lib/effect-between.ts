import type { ConfiguredStack } from './configured-stack.ts';

/**
 * What a change of a parameter does to a stack that runs jobs, from the gentlest:
 * - `changes nothing that runs`: it counts for what is started from then on, or for what is not running.
 * - `reloads`: the running manager takes it over within two minutes, and no job notices.
 * - `replaces the manager`: the manager drains for up to DrainTimeout, then another one goes on.
 * - `replaces the runner`: a new runner appears in GitLab, with a new manager, and the old one goes.
 */
export const EFFECTS = [
  'changes nothing that runs',
  'reloads',
  'replaces the manager',
  'replaces the runner',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** What the way from one to the other does. */
export function effectBetween(old: ConfiguredStack, young: ConfiguredStack): Effect {
  if (old.runner !== young.runner) return 'replaces the runner';
  if (old.launched !== young.launched) return 'replaces the manager';
  return old.installed === young.installed ? 'changes nothing that runs' : 'reloads';
}
