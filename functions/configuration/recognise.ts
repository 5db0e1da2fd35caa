/** GitLab's address without a trailing slash, as gitlab-runner appends `/api/v4/` to it. */
export function readAddress(text: string, faults: string[]): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash)
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  faults.push('GitLabUrl must be an https:// address without user, query or fragment');
  return '';
}

/** A name from the time zone database: gitlab-runner stops at one that it does not know. */
export function readTimezone(text: string, faults: string[]): string {
  try {
    // Intl also takes offsets such as +01:00, which Go's time.LoadLocation does not.
    if (/^[A-Za-z]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text })) return text;
  } catch {
    // Said below, with the other faults.
  }
  faults.push('Timezone must be a name from the time zone database, such as UTC or Europe/Berlin');
  return '';
}
