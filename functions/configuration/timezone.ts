import { normaliseGitLabUrl } from '../gitlab/url.ts';
import type { Reading } from '../shared/property-reader.ts';
import { type Period, parsePeriod } from './period.ts';

/** GitLab's address in the registration's spelling, to which gitlab-runner appends `/api/v4/`. */
export function readAddress({ text, must }: Reading): string {
  const url = normaliseGitLabUrl(text('GitLabUrl')) ?? '';
  must(
    // gitlab-runner would put a variable of its environment in place of a $NAME.
    url !== '' && !url.includes('$'),
    'GitLabUrl must be an https:// address without user, query, fragment or $, and not link-local',
  );
  return url;
}

/**
 * A name from the time zone database, with its capitals and without a detour: Go looks it up as a file's name
 * and gitlab-runner stops at one that it does not find, while Intl also takes `europe/berlin`.
 */
export function readTimezone({ text, must }: Reading): string {
  const timezone = resolve(text('Timezone'));
  must(
    timezone !== undefined,
    'Timezone must be a name from the time zone database, such as UTC or Europe/Berlin',
  );
  return timezone ?? '';
}

function resolve(name: string): string | undefined {
  // Intl also takes offsets such as +01:00, which Go does not.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** PeakPeriods: crons separated by semicolons; the first thing that is wrong with each is noted as a fault. */
export function readPeriods({ text, must }: Reading): Period[] {
  if (text('PeakPeriods') === '') return [];
  return text('PeakPeriods')
    .split(';')
    .map((cron, index) => {
      const { period, fault } = parsePeriod(cron);
      must(fault === undefined, `period ${index + 1} of PeakPeriods ${fault}`);
      return period;
    });
}
