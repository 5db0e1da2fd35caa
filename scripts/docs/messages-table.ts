import { prose, table } from '../lib/markdown.ts';
import { BOOT, JOURNAL } from './messages/boot.ts';
import { CONFIGURATION } from './messages/configuration.ts';
import { DELETE } from './messages/delete.ts';
import { EVERY_FUNCTION } from './messages/every-function.ts';
import { GITLAB } from './messages/gitlab.ts';
import type { Message } from './messages/message.ts';
import { NOTES } from './messages/notes.ts';
import { REGISTRATION } from './messages/registration.ts';
import { WARNINGS } from './messages/warnings.ts';

/** Every sentence that an operator may meet, beside preflight's findings, by where it is met. */
export const MESSAGES = {
  boot: [...BOOT, ...JOURNAL],
  registration: [...GITLAB, ...REGISTRATION],
  configuration: CONFIGURATION,
  delete: DELETE,
  'every function': EVERY_FUNCTION,
  warnings: WARNINGS,
  notes: NOTES,
} as const satisfies Readonly<Record<string, readonly Message[]>>;

export function messagesOf(group: keyof typeof MESSAGES): () => string {
  return () =>
    table(
      ['Message', 'What to do'],
      MESSAGES[group].map(({ says, advice }) => [prose(says), advice]),
    );
}
