import { failedFor, type History, parametersOf, texts } from './history.ts';

/** A stored registration, or a claim, which has no runner yet. */
export interface StoredRegistration {
  readonly name: string;
  readonly url: string;
  readonly runnerId?: string;
  readonly token?: string;
}

export const stored = (history: History): StoredRegistration[] =>
  parametersOf(history, 'Registration').map(([name, { value }]) => ({ name, ...readJson(value) }));

/** Hands may have written anything. */
function readJson(value: string): Omit<StoredRegistration, 'name'> {
  try {
    return JSON.parse(value);
  } catch {
    return { url: '' };
  }
}

/** Whether somebody was told that the registration may be left. */
export const isExplained = (history: History, { name }: StoredRegistration) =>
  failedFor(history, 'Registration', ({ PhysicalResourceId: id }) => id === name) ||
  history.account.warnings.some((text) => text.includes(`${name} could not be removed`));

/** Others' runners have such ids from the start. */
export const OTHER_RUNNERS = { own: '1001', other: '1002' };

/** Runners that live though they are not stored, and that no note, warning or reason names. */
export function unexplainedRunners(history: History): string[] {
  const known = stored(history);
  const told = texts(history);
  return [...history.account.gitLabs].flatMap(([url, { runners }]) =>
    [...runners.values()].flatMap(({ id, fields }) => {
      const marker = /\[stack-[0-9a-f]+\]/.exec(String(fields.description))?.[0] ?? '[none]';
      const isNamed = told.some((text) => text.includes(`Runner ${id} at ${url}`) || text.includes(marker));
      const isStored = known.some((one) => one.runnerId === id && one.url === url);
      const isForeign = Object.values(OTHER_RUNNERS).includes(id);
      return isNamed || isStored || isForeign ? [] : `runner ${id} at ${url}`;
    }),
  );
}
