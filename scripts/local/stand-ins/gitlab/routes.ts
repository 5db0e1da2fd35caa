import { noRoute } from './errors.ts';
import * as byId from './id-routes.ts';
import type { Registry, Scope } from './registry.ts';
import { type Asked, json, type Reply } from './reply.ts';
import { refuseScope } from './scopes.ts';
import * as byToken from './token-routes.ts';

type Route = readonly [
  method: string,
  path: RegExp,
  /** Undefined where no access token is asked for. */
  scopes: readonly Scope[] | undefined,
  answer: (gitLab: Registry, asked: Asked) => Reply,
];

// `manage_runner` is only accepted below /runners/:id; lists need `read_api`.
const ROUTES: readonly Route[] = [
  ['POST', /^\/runners$/, undefined, byToken.register],
  ['DELETE', /^\/runners$/, undefined, byToken.unregister],
  ['POST', /^\/runners\/verify$/, undefined, byToken.verify],
  ['DELETE', /^\/runners\/managers$/, undefined, byToken.unregisterManager],
  ['POST', /^\/jobs\/request$/, undefined, byToken.requestJob],
  ['POST', /^\/user\/runners$/, ['api', 'create_runner'], byToken.createForUser],
  ['GET', /^\/runners\/all$/, ['api', 'read_api'], byId.list],
  ['GET', /^\/(groups|projects)\/\d+\/runners$/, ['api', 'read_api'], byId.list],
  ['GET', /^\/runners\/\d+$/, ['api', 'read_api', 'manage_runner'], byId.show],
  ['GET', /^\/runners\/\d+\/managers$/, ['api', 'read_api', 'manage_runner'], byId.managers],
  ['PUT', /^\/runners\/\d+$/, ['api', 'manage_runner'], byId.edit],
  ['DELETE', /^\/runners\/\d+$/, ['api', 'manage_runner'], byId.remove],
  ['POST', /^\/runners\/\d+\/reset_authentication_token$/, ['api', 'manage_runner'], byId.resetToken],
  [
    'GET',
    /^\/version$/,
    ['api', 'read_api', 'read_user'],
    () => json(200, { version: '19.3.0-ee', revision: 'abc' }),
  ],
];

export function answer(gitLab: Registry, asked: Asked): Reply {
  const route = ROUTES.find(([method, path]) => method === asked.method && path.test(asked.path));
  if (!route) return noRoute;
  const [, , scopes, act] = route;
  return (scopes && refuseScope(gitLab, asked, scopes)) ?? act(gitLab, asked);
}
