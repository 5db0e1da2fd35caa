import { grape, invalid } from './errors.ts';
import type { Reply } from './reply.ts';
import type { Runner } from './runner.ts';

export type Fields = Pick<
  Runner,
  | 'description'
  | 'tagList'
  | 'runUntagged'
  | 'locked'
  | 'paused'
  | 'accessLevel'
  | 'maximumTimeout'
  | 'maintenanceNote'
>;

export const NEW: Fields = {
  description: '',
  tagList: [],
  runUntagged: true,
  locked: false,
  paused: false,
  accessLevel: 'not_protected',
  maximumTimeout: null,
  maintenanceNote: null,
};

/** The runner's fields with those of the request in them, or the refusal of it. */
export function readFields(before: Fields, params: Readonly<Record<string, unknown>>): Fields | Reply {
  const { access_level: level } = params;
  if (level !== undefined && level !== 'not_protected' && level !== 'ref_protected')
    return grape('access_level does not have a valid value');
  const has = (name: string) => params[name] !== undefined;
  const flag = (name: string, otherwise: boolean) =>
    has(name) ? String(params[name]) === 'true' : otherwise;
  const fields: Fields = {
    description: has('description') ? String(params.description) : before.description,
    tagList: has('tag_list') ? tagsOf(params.tag_list) : before.tagList,
    runUntagged: flag('run_untagged', before.runUntagged),
    locked: flag('locked', before.locked),
    paused: flag('paused', before.paused),
    accessLevel: level ?? before.accessLevel,
    maximumTimeout: has('maximum_timeout') ? Number(params.maximum_timeout) || null : before.maximumTimeout,
    maintenanceNote: has('maintenance_note') ? String(params.maintenance_note) : before.maintenanceNote,
  };
  const complaints = complaintsOf(fields);
  return Object.keys(complaints).length > 0 ? invalid(complaints) : fields;
}

function tagsOf(list: unknown): string[] {
  const tags = Array.isArray(list) ? list.map(String) : String(list).split(',');
  return tags.map((tag) => tag.trim()).filter(Boolean);
}

function complaintsOf({ description, tagList, runUntagged, maximumTimeout, maintenanceNote }: Fields) {
  const tooLong = 'is too long (maximum is 1024 characters)';
  return Object.fromEntries(
    Object.entries({
      description: description.length > 1024 && tooLong,
      maintenance_note: (maintenanceNote ?? '').length > 1024 && tooLong,
      tags_list:
        (tagList.length > 50 && 'Too many tags specified. Please limit the number of tags to 50') ||
        (!runUntagged &&
          tagList.length === 0 &&
          'can not be empty when runner is not allowed to pick untagged jobs'),
      maximum_timeout: maximumTimeout !== null && maximumTimeout < 600 && 'needs to be at least 10 minutes',
    }).flatMap(([field, complaint]) => (complaint ? [[field, [complaint]]] : [])),
  );
}
