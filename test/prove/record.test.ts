import { expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { proofs, proven } from '../../scripts/docs/proofs-table.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { AFTERWARDS, WHILE_THERE } from '../../scripts/prove/questions.ts';
import { asRecord, givenAway, type Proof, proofIn, withhold } from '../../scripts/prove/record.ts';

const proof: Proof = {
  ...{ world: 'aws', date: '2026-12-01', version: '0.1.0', region: 'eu-central-1', end: 'whole' },
  rows: [
    { part: 'seen', what: 'the stack was created', answer: 'yes' },
    { part: 'measured', what: 'the deployment', answer: '271 s', beside: '' },
    { part: 'settled', what: 'systemd on the manager', answer: '252.23-7.amzn2023.0.1' },
    { part: 'settled', what: 'a value > 1 --> <b>', answer: 'a | b' },
    { part: 'resources', what: 'ManagerRole, AWS::IAM::Role', answer: '17 s', beside: '15 s' },
  ],
};
const local: Proof = { ...proof, world: 'local' };

test('a record gives back the proof that it was made of', () => {
  expect(proofIn(asRecord(proof))).toEqual(proof);
  expect(() => proofIn('# Something else')).toThrow('no record');
});

test.each(
  proofs().map(([path, one]) => [path, one] as const),
)('%s is what its proof says, unedited', (path, one) => {
  expect(read(path)).toBe(asRecord(one));
  expect(givenAway(read(path), [])).toEqual([]);
});

test('the record of the local world is of this version and its questions, whole, and calls the job’s run a stand-in', () => {
  const [, one] = proofs().find(([path]) => path === 'docs/proofs/local.md') ?? [];
  expect(one).toMatchObject({ world: 'local', end: 'whole' });
  expect(one?.version).toBe(readTemplate().Mappings.Stack.Release.Version);
  const job = one?.rows.filter(({ what }) => what.includes('job'));
  expect(job?.length).toBeGreaterThan(2);
  for (const { what, answer } of job ?? []) expect(`${what}: ${answer}`).toContain('stand-in');
  const questions = [...WHILE_THERE, ...AFTERWARDS].map(([, what]) => what);
  expect(one?.rows.map(({ what }) => what)).toEqual(expect.arrayContaining(questions));
  expect(one?.rows.filter(({ part, answer }) => part === 'seen' && answer !== 'yes')).toEqual([]);
});

test.each([
  ['an account number', 'in 123456789012'],
  ['an ARN', 'arn:aws:iam::aws:role'],
  ['an address', 'from 10.0.3.17'],
  ['an address', 'from 2a05:d014:1:2:3::1'],
  ['a host', 'at gitlab.example.com'],
  ['a host', 'ip-10-0-3-17.eu-central-1.compute.internal'],
  ['a mail address', 'me@home'],
  ['the id of a resource', 'i-0123456789abcdef0'],
  ['the id of a resource', '0a1b2c3d-1111-4222-8333-444455556666'],
  ['a token', 'glpat-abc'],
  ['what is this run’s own', 'my-host'],
])('an answer with %s is withheld, and the others are kept: %s', (kind, words) => {
  const own = ['my-host', ''];
  const rows = [...proof.rows, { part: 'settled' as const, what: 'a question', answer: words }];
  expect(givenAway(asRecord({ ...proof, rows }), own)).toContain(kind);
  const kept = withhold({ ...proof, rows }, own);
  expect(kept.rows.slice(0, -1)).toEqual(proof.rows);
  expect(kept.rows.at(-1)).toEqual({ ...rows.at(-1), answer: `withheld, as it holds ${kind}` });
  expect(givenAway(asRecord(kept), own)).toEqual([]);
});

test('what a record is to say gives nothing away', () => {
  expect(givenAway(asRecord(proof), ['my-host'])).toEqual([]);
});

test('as long as no life on a real account was whole, README says that nothing has run there', () => {
  const never = /Never run: anything on a real AWS account/;
  expect(proven([['a.md', local]])).toMatch(never);
  expect(proven([['b.md', { ...proof, end: 'The stack is deleted' }]])).toMatch(never);
  expect(proven([['b.md', proof]])).not.toMatch(never);
  expect(proven([['b.md', proof]])).toContain('[Version 0.1.0, 2026-12-01](b.md), on a real AWS account');
});

test('what did not hold, and where it stopped, is said', () => {
  const rows = [{ part: 'seen' as const, what: 'the job succeeded', answer: 'no' }];
  expect(asRecord({ ...proof, rows })).toContain('It ran whole; 1 did not hold.');
  expect(asRecord({ ...proof, end: 'A step' })).toContain('It stopped at “A step”.');
});
