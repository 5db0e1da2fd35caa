import { FINDINGS } from '../../functions/preflight/findings.ts';
import { prose, table } from '../lib/markdown.ts';

const FAILS = { always: 'create and update', create: 'create', never: 'neither: a warning' } as const;

/** Everything that preflight can find, as it is said. */
export function findings(): string {
  return table(
    ['Message', 'What to do', 'Fails'],
    Object.values(FINDINGS).map(({ fails, message, remedy }) => [
      prose(message),
      prose(remedy),
      FAILS[fails],
    ]),
  );
}
