import * as aws from '../../functions/aws/sentences.ts';
import * as cache from '../../functions/cache/sentences.ts';
import * as configuration from '../../functions/configuration/sentences.ts';
import * as customResource from '../../functions/custom-resource/sentences.ts';
import * as fleet from '../../functions/fleet/sentences.ts';
import { FINDINGS } from '../../functions/preflight/findings.ts';
import * as preflight from '../../functions/preflight/sentences.ts';
import * as reaper from '../../functions/reaper/sentences.ts';
import * as gitLab from '../../functions/registration/gitlab/sentences.ts';
import * as registration from '../../functions/registration/sentences.ts';
import type { Sentence, Sentences } from '../../functions/sentence.ts';
import * as manager from '../../template/sentences.ts';
import { prose, table } from '../lib/markdown.ts';

/** Every sentence that an operator may meet, beside preflight's findings, by where it is met. */
export const MESSAGES = {
  boot: [manager.BOOT, manager.JOURNAL],
  registration: [gitLab.REFUSALS, gitLab.UNREACHABLE, gitLab.NO_ANSWERS, registration.FAILURES],
  configuration: [configuration.FAILURES, preflight.FAILURES],
  delete: [fleet.FAILURES, fleet.NOTES, reaper.FAILURES, cache.FAILURES],
  'every function': [aws.FAILURES, customResource.FAILURES, customResource.NOTES, customResource.UNANSWERED],
  warnings: [configuration.WARNINGS, configuration.NOTES, manager.FIRST_WORKER],
  notes: [registration.NOTES],
} as const satisfies Readonly<Record<string, readonly Sentences[]>>;

export function messagesOf(group: keyof typeof MESSAGES): () => string {
  const sentences: readonly Sentence[] = MESSAGES[group].flatMap((one) => Object.values<Sentence>(one));
  return () =>
    table(
      ['Message', 'What to do'],
      sentences.map(({ message, advice = '' }) => [prose(message), advice]),
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
