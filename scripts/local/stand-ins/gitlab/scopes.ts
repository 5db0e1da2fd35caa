import { insufficientScope, unauthorized } from './errors.ts';
import type { Registry, Scope } from './registry.ts';
import type { Asked, Reply } from './reply.ts';

/** Undefined when the request's access token has one of the scopes. */
export function refuseScope(
  { accessTokens }: Registry,
  { headers }: Asked,
  wanted: readonly Scope[],
): Reply | undefined {
  const scopes = accessTokens.get(String(headers['private-token']));
  if (!scopes) return unauthorized;
  return wanted.some((scope) => scopes.includes(scope)) ? undefined : insufficientScope(wanted);
}
