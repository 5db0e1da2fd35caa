import { grape, notFound, preconditionFailed } from './errors.ts';
import { readFields } from './fields.ts';
import type { Registry } from './registry.ts';
import { type Asked, json, noContent, type Reply } from './reply.ts';
import { detailsOf, GROUP, managerOf, PROJECT_ID, type Runner, summaryOf } from './runner.ts';
import { changedSince } from './token-routes.ts';
import { refuseChange, refuseList, refuseLook, refuseRemoval } from './who-may.ts';

// GitLab's lib/api/ci/runners.rb of 19.x: by an access token, /runners/:id and below.

export const show = byId(refuseLook, (_, runner) => json(200, detailsOf(runner)));
export const managers = byId(refuseLook, (_, runner) => json(200, runner.managers.map(managerOf)));

export const edit = byId(refuseChange, (gitLab, runner, { params }) => {
  const editable =
    /^(description|paused|tag_list|run_untagged|locked|access_level|maximum_timeout|maintenance_note)$/;
  if (!Object.keys(params).some((name) => editable.test(name)))
    return grape(
      'description, active, paused, tag_list, run_untagged, locked, access_level, maximum_timeout, maintenance_note are missing, at least one parameter must be provided',
    );
  const fields = readFields(runner, params);
  return 'status' in fields ? fields : json(200, detailsOf(gitLab.change(runner, fields)));
});

export const remove = byId(refuseRemoval, (gitLab, runner, { headers }) => {
  if (changedSince(runner, headers)) return preconditionFailed;
  gitLab.runners.delete(runner.id);
  return noContent;
});

export const resetToken = byId(refuseChange, (gitLab, runner) => {
  const { token, tokenExpiresAt } = gitLab.rotate(runner);
  return json(201, { token, token_expires_at: tokenExpiresAt });
});

/** GET /runners/all, /groups/:id/runners, /projects/:id/runners: what is available there, newest first, in pages. */
export function list(gitLab: Registry, asked: Asked): Reply {
  const { path, params } = asked;
  const [, home, id] = path.split('/');
  if (home === 'projects' && Number(id) !== PROJECT_ID) return notFound('Project');
  if (home === 'groups' && Number(id) !== GROUP) return notFound('Group');
  const refusal = refuseList(gitLab, asked);
  if (refusal) return refusal;
  const all = [...gitLab.runners.values()].reverse();
  // A group sees its ancestors' and the instance's, not its projects'.
  const tags = params.tag_list === undefined ? [] : String(params.tag_list).split(',');
  const tagged = all.filter(({ tagList }) => tags.every((tag) => tagList.includes(tag)));
  const available = home === 'groups' ? tagged.filter((one) => one.runnerType !== 'project_type') : tagged;
  const size = Math.min(Number(params.per_page ?? 20), 100);
  const page = Number(params.page ?? 1);
  const more = page * size < available.length;
  return json(200, available.slice((page - 1) * size, page * size).map(summaryOf), {
    'x-page': String(page),
    'x-per-page': String(size),
    'x-next-page': more ? String(page + 1) : '',
  });
}

function byId(
  refuse: (gitLab: Registry, asked: Asked, runner: Runner) => Reply | undefined,
  answer: (gitLab: Registry, runner: Runner, asked: Asked) => Reply,
) {
  return (gitLab: Registry, asked: Asked): Reply => {
    const runner = gitLab.runners.get(Number(asked.path.split('/')[2]));
    if (!runner) return notFound('Runner');
    return refuse(gitLab, asked, runner) ?? answer(gitLab, runner, asked);
  };
}
