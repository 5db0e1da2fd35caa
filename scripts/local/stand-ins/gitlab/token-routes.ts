// GitLab's lib/api/ci/runner.rb and lib/api/user_runners.rb of 19.x.

import {
  badRequest,
  forbidden,
  gone,
  grape,
  invalid,
  notFound,
  orphaned,
  preconditionFailed,
} from './errors.ts';
import { NEW, readFields } from './fields.ts';
import { overThePlan } from './plan-limit.ts';
import type { Registry } from './registry.ts';
import { type Asked, json, noContent, type Reply } from './reply.ts';
import { credentialsOf, GROUP, PROJECT_ID, type Runner } from './runner.ts';
import { refuseCreation } from './who-may.ts';

/** POST /runners: by registration token, until GitLab 20.0. Twice makes two runners. */
export function register(gitLab: Registry, { params }: Asked): Reply {
  if (!params.token) return grape('token is missing');
  // While registration tokens are off, any token is told so.
  if (!gitLab.registrationAllowed) return gone;
  const isKnown = params.token === gitLab.registrationToken;
  if (!isKnown || !gitLab.settings.registrars.includes('project_type'))
    return forbidden('invalid token supplied');
  const fields = readNew(gitLab, 'project_type', params);
  if ('status' in fields) return fields;
  return json(201, credentialsOf(gitLab.add('glrtr-', 'project_type', fields)));
}

/** POST /user/runners: by access token. */
export function createForUser(gitLab: Registry, asked: Asked): Reply {
  const { params } = asked;
  const type = params.runner_type;
  if (type !== 'instance_type' && type !== 'group_type' && type !== 'project_type')
    return grape(
      `${type === undefined ? 'runner_type is missing, ' : ''}runner_type does not have a valid value`,
    );
  const home = { instance_type: undefined, group_type: 'group_id', project_type: 'project_id' }[type];
  if (home && params[home] === undefined) return grape(`${home} is missing`);
  if (type === 'group_type' && Number(params.group_id) !== GROUP) return badRequest('Missing/invalid group');
  if (type === 'project_type' && Number(params.project_id) !== PROJECT_ID)
    return badRequest('Missing/invalid project');
  const refusal = refuseCreation(gitLab, asked, type);
  if (refusal) return refusal;
  const fields = readNew(gitLab, type, params);
  if (!('status' in fields)) return json(201, credentialsOf(gitLab.add('glrt-', type, fields)));
  const { message } = JSON.parse(fields.body);
  // Here the model's complaints come as one sentence.
  return message ? badRequest(Object.entries(message).map(sentence).join(' and ')) : fields;
}

/** The fields of a new runner, or what the model has against it. */
function readNew(gitLab: Registry, type: Runner['runnerType'], params: Asked['params']) {
  const fields = readFields(NEW, params);
  const complaint = 'status' in fields ? undefined : overThePlan(gitLab, type);
  return complaint ? invalid(complaint) : fields;
}

/** POST /runners/verify: it also counts as a sign of life and makes a manager. */
export function verify(gitLab: Registry, { params }: Asked): Reply {
  return withRunner(gitLab, params, (runner) => {
    if (isOrphan(runner)) return orphaned;
    gitLab.contacted(runner, String(params.system_id ?? '<legacy>'));
    return json(200, credentialsOf(runner));
  });
}

/** DELETE /runners: the runner with all its managers, whatever the prefix. There is no 404 here. */
export function unregister(gitLab: Registry, { params, headers }: Asked): Reply {
  return withRunner(gitLab, params, (runner) => {
    if (changedSince(runner, headers)) return preconditionFailed;
    gitLab.runners.delete(runner.id);
    return noContent;
  });
}

/** DELETE /runners/managers. */
export function unregisterManager(gitLab: Registry, { params }: Asked): Reply {
  if (!params.system_id) return grape('system_id is missing');
  return withRunner(gitLab, params, (runner) => {
    const managers = runner.managers.filter(({ systemId }) => systemId !== params.system_id);
    // GitLab's own words, doubled as they are.
    if (managers.length === runner.managers.length) return notFound('Runner manager not found');
    gitLab.change(runner, { managers });
    return noContent;
  });
}

/** POST /jobs/request: never a job. */
export function requestJob(gitLab: Registry, { params }: Asked): Reply {
  return withRunner(gitLab, params, (runner) => {
    if (isOrphan(runner)) return orphaned;
    gitLab.contacted(runner, String(params.system_id ?? '<legacy>'));
    return noContent;
  });
}

export function changedSince({ createdAt }: Runner, headers: Asked['headers']): boolean {
  const since = Date.parse(String(headers['if-unmodified-since']));
  return Date.parse(createdAt) > since;
}

function withRunner(gitLab: Registry, { token }: Asked['params'], answer: (runner: Runner) => Reply): Reply {
  if (!token) return grape('token is missing');
  const runner = gitLab.withToken(token);
  if (!runner) return forbidden();
  const isRejected = gitLab.settings.rejectsOrphans && isOrphan(runner);
  return isRejected ? forbidden('Runner is orphaned') : answer(runner);
}

/** lib/api/ci/helpers/runner.rb: no project or group is its owner. */
const isOrphan = ({ runnerType, projectIds }: Runner) =>
  runnerType === 'project_type' && projectIds.length === 0;

const sentence = ([field, complaints]: [string, unknown]) => {
  const words = field.replaceAll(/[_.]/g, ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)} ${[complaints].flat().join(', ')}`;
};
