import { expect, test } from 'vitest';
import { judge, type Observed, REPLY_FAULTS } from '../../scripts/bench/judge.ts';

const fault = (name: string) => {
  const found = REPLY_FAULTS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no fault "${name}".`);
  return found;
};
const answer = (Status: string, Text = 'done') => JSON.stringify({ Status, Data: { Text } });
const observed = (changes: Partial<Observed>): Observed => ({
  puts: [{ body: answer('SUCCESS'), status: 200 }],
  end: 'returned',
  seconds: 0.2,
  ...changes,
});
const put = (status: number | undefined, body = answer('SUCCESS')) => ({ body, status });

test('an answer that is taken at the second try is right', () => {
  const verdict = judge(fault('503 once'), observed({ puts: [put(503), put(200)] }));
  expect(verdict).toEqual({ isRight: true, saw: 'taken, PUT 2' });
});

test('one that is lost is wrong, and how its function ended is said', () => {
  expect(judge(fault('503 once'), observed({ puts: [put(503)] }))).toEqual({
    isRight: false,
    saw: 'the response is lost: ends as if all were well after 1 PUT in 0 s',
  });
  const hung = observed({ puts: [put(undefined)], end: 'cut off', seconds: 60 });
  expect(judge(fault('a server that hangs once'), hung).saw).toContain('waits until Lambda ends it');
});

test('FAILED in the place of a success is wrong', () => {
  const flipped = observed({ puts: [put(undefined), put(200, answer('FAILED'))], seconds: 59.6 });
  expect(judge(fault('a server that hangs once'), flipped)).toEqual({
    isRight: false,
    saw: 'FAILED is taken for a success, 60 s later',
  });
});

test('where nothing can be delivered only a function that fails is right', () => {
  const puts = [put(500), put(500, answer('FAILED'))];
  expect(judge(fault('500 forever'), observed({ puts, end: 'threw', seconds: 30 }))).toEqual({
    isRight: true,
    saw: 'fails loudly after 2 PUTs in 30 s, SUCCESS and then FAILED',
  });
  expect(judge(fault('500 forever'), observed({ puts })).isRight).toBe(false);
});

test('what is cut short, or is another text, is no answer', () => {
  const umlauts = fault('Data that is not ASCII');
  const whole = answer('SUCCESS', umlauts.text);
  expect(judge(umlauts, observed({ puts: [put(200, whole)] })).isRight).toBe(true);
  expect(judge(umlauts, observed({ puts: [put(200, whole.slice(0, -2))] })).saw).toContain('no JSON');
  expect(judge(umlauts, observed({ puts: [put(200, answer('SUCCESS', 'Gr??e'))] })).isRight).toBe(false);
});

test('more Data than CloudFormation takes must be told as FAILED, within its limit', () => {
  const long = fault('6 KB of Data');
  expect(judge(long, observed({ puts: [put(200, answer('SUCCESS', long.text))] }))).toMatchObject({
    isRight: false,
    saw: expect.stringContaining('which CloudFormation does not take'),
  });
  expect(judge(long, observed({ puts: [put(200, answer('FAILED'))] })).isRight).toBe(true);
  expect(judge(long, observed({ puts: [put(200, answer('SUCCESS', 'cut'))] })).isRight).toBe(false);
});
