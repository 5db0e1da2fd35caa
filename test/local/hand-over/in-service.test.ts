import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Programs, startPrograms } from './programs.ts';

let programs: Programs;
let status: string | undefined;
let unhealthy = '';
let did: string[] = [];

beforeAll(async () => {
  programs = await startPrograms(({ words, answer }) => {
    const text = words.join(' ');
    if (words[0] === 'publish-health') did.push(text);
    if (words[0] !== 'aws') answer('i-1');
    else if (text.includes('describe-auto-scaling-instances')) answer('managers');
    else if (text.includes('describe-auto-scaling-groups')) answer(unhealthy);
    else if (text.includes('describe-stack-resource')) answer(status ?? '', status === undefined ? 254 : 0);
    else {
      did.push(/--lifecycle-action-result (\w+) .* launch /.exec(text)?.[1] ?? text);
      answer('', 254);
    }
  });
});
afterAll(() => programs.stop());

const NOTHING: string[] = [];
test.each([
  ['begin', 'CREATE_IN_PROGRESS', '', ['CONTINUE']],
  ['begin', 'An error occurred (ValidationError): Resource ManagerReady does not exist', '', ['CONTINUE']],
  ['begin', 'UPDATE_IN_PROGRESS', '', ['CONTINUE']],
  ['begin', 'UPDATE_COMPLETE', '', NOTHING],
  ['begin', undefined, '', NOTHING],
  ['begin', 'UPDATE_COMPLETE', 'i-0', ['CONTINUE']],
  ['ready', 'UPDATE_COMPLETE', '', ['CONTINUE']],
  ['failed', 'UPDATE_ROLLBACK_COMPLETE', '', ['publish-health failed', 'ABANDON']],
  ['failed', 'CREATE_IN_PROGRESS', '', ['CONTINUE']],
  ['failed', undefined, '', NOTHING],
])('in-service %s, while CloudFormation says %s and unhealthy is “%s”, does %j, and a hook that is over is no failure', async (what, said, lost, expected) => {
  [status, unhealthy, did] = [said, lost, []];
  expect(await programs.run('i-1', 'in-service', what)).toBe(0);
  expect(did).toEqual(expected);
});
