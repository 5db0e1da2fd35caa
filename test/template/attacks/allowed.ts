import type { Target } from '../policies/call.ts';
import { judge } from '../policies/decide.ts';

/** Of these the ones that the policies allow; an attacker wants many, and gets none. */
export const allowed = (
  policies: readonly object[],
  action: string,
  ...targets: readonly Target[]
): string[] =>
  judge(policies, [{ action, by: 'an attacker', own: targets }], 'own')
    .filter(([, decision]) => decision === 'Allow')
    .map(([call]) => call);
