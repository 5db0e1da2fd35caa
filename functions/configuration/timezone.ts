import type { PropertyReader } from '../shared/property-reader.ts';

/**
 * A name from the time zone database, with its capitals and without a detour: Go looks it up as a file's name
 * and gitlab-runner stops at one that it does not find, while Intl also takes `europe/berlin`.
 */
export function readTimezone({ text, must }: PropertyReader): string {
  const timezone = timezoneNamed(text('Timezone'));
  must(
    timezone !== undefined,
    'Timezone must be a name from the time zone database, such as UTC or Europe/Berlin',
  );
  return timezone ?? '';
}

export function timezoneNamed(name: string): string | undefined {
  // Intl also takes offsets such as +01:00, which Go does not.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
