import type { Permission, Scope } from './access-token.ts';
import { refuseToken } from './admission.ts';
import * as branch from './branch-routes.ts';
import { noRoute } from './errors.ts';
import * as byId from './id-routes.ts';
import * as pipeline from './pipeline-routes.ts';
import * as project from './project-routes.ts';
import type { Registry } from './registry.ts';
import { type Asked, json, type Reply } from './reply.ts';
import { refuseWrite } from './settings.ts';
import * as byToken from './token-routes.ts';

type Route = readonly [
  method: string,
  path: RegExp,
  /** Undefined where no access token is asked for. */
  scopes: readonly Scope[] | undefined,
  answer: (gitLab: Registry, asked: Asked) => Reply,
  permission?: Permission,
];

const READ = ['api', 'read_api'] as const;
const SHOW = ['api', 'read_api', 'manage_runner'] as const;
const WRITE = ['api', 'manage_runner'] as const;

// `manage_runner` is only accepted below /runners/:id; lists need `read_api`.
const ROUTES: readonly Route[] = [
  ['POST', /^\/runners$/, undefined, byToken.register],
  ['DELETE', /^\/runners$/, undefined, byToken.unregister],
  ['POST', /^\/runners\/verify$/, undefined, byToken.verify],
  ['DELETE', /^\/runners\/managers$/, undefined, byToken.unregisterManager],
  ['POST', /^\/jobs\/request$/, undefined, byToken.requestJob],
  ['POST', /^\/user\/runners$/, ['api', 'create_runner'], byToken.createForUser, 'Runner: Create'],
  ['GET', /^\/runners\/all$/, READ, byId.list, 'Runner: Read'],
  ['GET', /^\/(groups|projects)\/\d+\/runners$/, READ, byId.list, 'Runner: Read'],
  ['GET', /^\/runners\/\d+$/, SHOW, byId.show, 'Runner: Read'],
  ['GET', /^\/runners\/\d+\/managers$/, SHOW, byId.managers, 'Runner: Read'],
  ['PUT', /^\/runners\/\d+$/, WRITE, byId.edit, 'Runner: Update'],
  ['DELETE', /^\/runners\/\d+$/, WRITE, byId.remove, 'Runner: Delete'],
  ['POST', /^\/runners\/\d+\/reset_authentication_token$/, WRITE, byId.resetToken],
  [
    'GET',
    /^\/personal_access_tokens\/self$/,
    [...READ, 'read_user', ...WRITE, 'create_runner'],
    project.tokenItself,
  ],
  ['GET', /^\/projects\/\d+$/, READ, project.show],
  ['POST', /^\/projects\/\d+\/repository\/commits$/, ['api'], branch.commit],
  ['GET', /^\/projects\/\d+\/repository\/branches\/[^/]+$/, READ, branch.showBranch],
  ['DELETE', /^\/projects\/\d+\/repository\/branches\/[^/]+$/, ['api'], branch.removeBranch],
  ['POST', /^\/projects\/\d+\/pipeline$/, ['api'], pipeline.createPipeline],
  ['GET', /^\/projects\/\d+\/pipelines$/, READ, pipeline.listPipelines],
  ['GET', /^\/projects\/\d+\/pipelines\/\d+\/jobs$/, READ, pipeline.listJobs],
  ['POST', /^\/projects\/\d+\/pipelines\/\d+\/cancel$/, ['api'], pipeline.cancel],
  ['DELETE', /^\/projects\/\d+\/pipelines\/\d+$/, ['api'], pipeline.removePipeline],
  ['GET', /^\/projects\/\d+\/jobs\/\d+\/trace$/, READ, pipeline.trace],
  ['GET', /^\/version$/, [...READ, 'read_user'], ({ version }) => json(200, { version, revision: 'abc' })],
];

export function answer(gitLab: Registry, asked: Asked): Reply {
  const closed = refuseWrite(gitLab.settings, asked);
  if (closed) return closed;
  const route = ROUTES.find(([method, path]) => method === asked.method && path.test(asked.path));
  if (!route) return noRoute;
  const [, , scopes, act, permission] = route;
  const refusal = scopes && refuseToken(gitLab, asked, { scopes, ...(permission && { permission }) });
  return refusal ?? act(gitLab, asked);
}
