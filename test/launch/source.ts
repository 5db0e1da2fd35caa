import { defaultsOf, parameterGroups, readTemplate } from '../../scripts/lib/template.ts';

export const SOURCE = readTemplate();
/** What the launch page asks for. */
export const FIELDS = parameterGroups(SOURCE)
  .flatMap(({ fields }) => fields)
  .filter(({ NoEcho }) => !NoEcho);
export const { GitLabToken: _, ...DEFAULTS } = defaultsOf(SOURCE);
