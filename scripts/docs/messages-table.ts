import * as aws from '../../functions/aws/sentences.ts';
import * as cache from '../../functions/cache/sentences.ts';
import * as configuration from '../../functions/configuration/sentences.ts';
import * as customResource from '../../functions/custom-resource/sentences.ts';
import * as fleet from '../../functions/fleet/sentences.ts';
import * as disagreements from '../../functions/gitlab/disagreements.ts';
import { FINDINGS } from '../../functions/preflight/findings.ts';
import * as preflight from '../../functions/preflight/sentences.ts';
import * as reaper from '../../functions/reaper/sentences.ts';
import * as gitLab from '../../functions/registration/gitlab/sentences.ts';
import * as registration from '../../functions/registration/sentences.ts';
import type { Explanation, Sentences } from '../../functions/sentence.ts';
import * as manager from '../../template/sentences.ts';
import { prose, table } from '../lib/markdown.ts';

/** A sentence as the documents show it. */
export interface Message extends Explanation {
  readonly message: string;
}

const unreachable = { ...disagreements.EXPLAINED, ...gitLab.EXPLAINED.UNREACHABLE };
const gitLabs = { ...gitLab, EXPLAINED: { ...gitLab.EXPLAINED, UNREACHABLE: unreachable } };

/** Every sentence that an operator may meet, beside preflight's findings, by where it is met. */
export const MESSAGES = {
  boot: of(manager, 'BOOT', 'JOURNAL'),
  registration: [...of(gitLabs, 'REFUSALS', 'UNREACHABLE', 'NO_ANSWERS'), ...of(registration, 'FAILURES')],
  configuration: [...of(configuration, 'FAILURES'), ...of(preflight, 'FAILURES')],
  delete: [...of(fleet, 'FAILURES', 'NOTES'), ...of(reaper, 'FAILURES'), ...of(cache, 'FAILURES')],
  'every function': [...of(aws, 'FAILURES'), ...of(customResource, 'FAILURES', 'NOTES', 'UNANSWERED')],
  warnings: [...of(configuration, 'WARNINGS', 'NOTES'), ...of(manager, 'FIRST_WORKER')],
  notes: of(registration, 'NOTES'),
};

/** What some tables of a file say, with its explanations. */
function of<Table extends string>(
  file: Readonly<Record<Table, Sentences>> & {
    readonly EXPLAINED: Readonly<Record<Table, Readonly<Record<string, Explanation>>>>;
  },
  ...tables: readonly Table[]
): Message[] {
  return tables.flatMap((table) =>
    Object.entries(file[table]).map(([name, message]) => ({ message, ...file.EXPLAINED[table][name] })),
  );
}

export function messagesOf(group: keyof typeof MESSAGES): () => string {
  return () =>
    table(
      ['Message', 'What to do'],
      MESSAGES[group].map(({ message, advice = '' }) => [prose(message), advice]),
    );
}

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
