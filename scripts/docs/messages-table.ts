import * as aws from '../../functions/aws/sentences.ts';
import * as cache from '../../functions/cache/sentences.ts';
import * as configuration from '../../functions/configuration/sentences.ts';
import * as customResource from '../../functions/custom-resource/sentences.ts';
import * as fleet from '../../functions/fleet/sentences.ts';
import * as disagreements from '../../functions/gitlab/disagreements.ts';
import { CAUSES, type Code, FINDINGS } from '../../functions/preflight/findings.ts';
import * as preflight from '../../functions/preflight/sentences.ts';
import * as reaper from '../../functions/reaper/sentences.ts';
import * as gitLab from '../../functions/registration/gitlab/sentences.ts';
import * as registration from '../../functions/registration/sentences.ts';
import type { Explanation, Sentences } from '../../functions/sentence.ts';
import * as manager from '../../template/sentences.ts';
import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';
import { testOf } from './tests-of.ts';

/** A sentence as the documents show it. */
export interface Message extends Explanation {
  readonly message: string;
}

const unreachable = { ...disagreements.EXPLAINED, ...gitLab.EXPLAINED.UNREACHABLE };
const gitLabs = { ...gitLab, EXPLAINED: { ...gitLab.EXPLAINED, UNREACHABLE: unreachable } };

/** Every sentence that an operator may meet, beside preflight's findings, by where it is met. */
export const MESSAGES = {
  boot: of(manager, 'BOOT', 'JOURNAL'),
  registration: [...of(gitLabs, 'REFUSALS', 'UNREACHABLE', 'NO_RESPONSES'), ...of(registration, 'FAILURES')],
  configuration: [...of(configuration, 'FAILURES'), ...of(preflight, 'FAILURES')],
  delete: [...of(fleet, 'FAILURES', 'NOTES'), ...of(reaper, 'FAILURES'), ...of(cache, 'FAILURES')],
  'every function': [...of(aws, 'FAILURES'), ...of(customResource, 'FAILURES', 'NOTES', 'UNDELIVERABLE')],
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

const HEAD = ['Message', 'Likeliest cause', 'Parameter', 'What to do', 'Test'];
const FAILS = { always: 'create and update', create: 'create', never: 'neither: a warning' } as const;

const PARAMETERS = Object.keys(readTemplate().Parameters);

/** A sentence with the test that tells it. A cell is empty where nothing is known. */
function rowOf({ message, cause = '', advice = '' }: Message): string[] {
  const named = PARAMETERS.filter((name) =>
    new RegExp(`\\b${name}\\b`).test(`${message} ${cause} ${advice}`),
  );
  const test = testOf(message);
  return [
    prose(message),
    cause,
    named.map(code).join(', ') || (/\{(errors|findings)\}/.test(message) ? 'those that it names' : 'none'),
    advice,
    test ? `[${test.replace(/\.test\.ts$/, '')}](../test/${test})` : '',
  ];
}

function findingRows(): string[][] {
  return Object.entries(FINDINGS).map(([name, { message, remedy, fails }]) => {
    const cause = CAUSES[name as Code] ?? causeOf(name);
    const advice = `${remedy[0]?.toUpperCase()}${remedy.slice(1)}.`;
    return [...rowOf({ message, cause, advice }), FAILS[fails]];
  });
}

const causeOf = (name: string) =>
  disagreements.EXPLAINED[name.replace('gitlab-', '') as disagreements.DisagreementName].cause;

/** All rows of all tables. */
export const sentenceRows = (): string[][] => [
  ...findingRows(),
  ...Object.values(MESSAGES).flat().map(rowOf),
];

export const messagesOf = (group: keyof typeof MESSAGES) => () => table(HEAD, MESSAGES[group].map(rowOf));

/** Everything that the preflight can find. */
export const findings = () => table([...HEAD, 'Fails'], findingRows());
