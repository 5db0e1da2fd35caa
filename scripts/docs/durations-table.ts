import { DURATIONS, DURATIONS_OF, OF_THE_MANAGER, type Seconds } from '../critical-path/durations.ts';
import { code, prose, table } from '../lib/markdown.ts';

export const shown = (seconds: Seconds | undefined) =>
  seconds ? `${seconds.typical} (${seconds.low} to ${seconds.high})` : '–';

/** The seconds that the critical path reckons with, and where each figure is from. */
export function durations(): string {
  const types = Object.entries(DURATIONS).map(([type, its]) => [
    code(type),
    ...[its.create, its.update, its.delete].map(shown),
    prose(its.source),
  ]);
  const { replace, delete: deletion } = OF_THE_MANAGER;
  const manager = [
    ['the manager’s group, replacing its manager', '–', shown(replace.seconds), '–', prose(replace.source)],
    ['the manager’s group, with its manager', '–', '–', shown(deletion.seconds), prose(deletion.source)],
  ];
  const head = ['Resource', 'Create', 'Update', 'Delete', 'Source'];
  return `As of ${DURATIONS_OF}:\n\n${table(head, [...types, ...manager])}`;
}
