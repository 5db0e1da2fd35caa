import { prose, table } from '../lib/markdown.ts';

/** What a record is about, in its order, and the heads of each part's table. */
const PARTS = {
  seen: ['What had to be so', ['', 'It is']],
  measured: ['How long it took, and what it cost', ['', 'Measured']],
  settled: ['What nobody knew without an account', ['', 'Answer']],
  resources: ['The deployment, by resource', ['', 'Measured', 'In the table of the critical path']],
} as const;

export interface Row {
  readonly part: keyof typeof PARTS;
  readonly what: string;
  readonly answer: string;
  readonly beside?: string;
}
/** One proof. It has no field for a secret, an account, a host or an address. */
export interface Proof {
  readonly world: 'local' | 'aws';
  /** As 2026-11-29, in UTC. */
  readonly date: string;
  readonly version: string;
  readonly region: string;
  /** `whole`, or the title of the step in which it stopped. */
  readonly end: string;
  readonly rows: readonly Row[];
}

export const WORLDS = {
  local: 'an emulated AWS and a stand-in GitLab, on one machine',
  aws: 'a real AWS account and a real GitLab',
} as const;

/** A record for people; its last line has it for programs. */
export function asRecord(proof: Proof): string {
  const parts = Object.entries(PARTS).flatMap(([part, [title, head]]) => {
    const rows = proof.rows.filter((row) => row.part === part);
    const cells = rows.map((row) =>
      [row.what, row.answer, row.beside ?? ''].slice(0, head.length).map(prose),
    );
    return rows.length === 0 ? [] : [`## ${title}`, table(head, cells)];
  });
  const title = `# Proof of version ${proof.version}, ${proof.date}`;
  const head = `On ${WORLDS[proof.world]}, in ${proof.region}. ${endOf(proof)} Made by \`npm run prove\`.`;
  const data = `<!-- proof: ${JSON.stringify(proof).replaceAll('>', '\\u003e')} -->`;
  return `${[title, head, ...parts, data].join('\n\n')}\n`;
}

/** The proof that a record was made of. */
export function proofIn(record: string): Proof {
  const [, data] = /^<!-- proof: (.+) -->$/m.exec(record) ?? [];
  if (data === undefined) throw new Error('This is no record of a proof.');
  return JSON.parse(data);
}

export function endOf({ end, rows }: Proof): string {
  const failed = rows.filter(({ part, answer }) => part === 'seen' && answer !== 'yes').length;
  if (end !== 'whole') return `It stopped at “${prose(end)}”.`;
  return failed === 0 ? 'It ran whole, and all was as it must be.' : `It ran whole; ${failed} did not hold.`;
}

/** What gives away whose account or GitLab it was. The metadata service's address is everybody's. */
const TELLTALE: Readonly<Record<string, RegExp>> = {
  'an account number': /(?<![\w-])\d{12}(?![\w-])/,
  'an ARN': /\barn:/,
  'an address': /(?<![\d.])(\d{1,3}\.){3}\d{1,3}(?![\d.])|([\da-f]{1,4}:){4}/,
  'a host': /:\/\/|\.(com|net|org|io|dev|internal|local|amazonaws)\b/,
  'a mail address': /\w@\w/,
  'the id of a resource': /\b(i|vpc|subnet|sg|lt|vol|eni)-[\da-f]{8,17}\b|[\da-f]{8}(-[\da-f]{4}){3}-/,
  'a token': /\bgl[a-z]{1,6}-/,
};

/** What a text gives away that no record may; `own` are this run's own secrets and names. */
export function givenAway(text: string, own: readonly string[]): string[] {
  const kinds = Object.entries(TELLTALE).flatMap(([kind, pattern]) => (pattern.test(text) ? kind : []));
  return own.some((one) => one !== '' && text.includes(one)) ? [...kinds, 'what is this run’s own'] : kinds;
}

/** The proof without the answers that no record may hold, whose kind is told in their place. */
export function withhold(proof: Proof, own: readonly string[]): Proof {
  const rows = proof.rows.map((row) => {
    const kinds = givenAway(row.answer, own).join(', ');
    return kinds === '' ? row : { ...row, answer: `withheld, as it holds ${kinds}` };
  });
  return { ...proof, rows };
}
