import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { unlessMissing } from '../../scripts/prove/clean-up.ts';
import { forget, recall, remember, type State, unfinished } from '../../scripts/prove/state.ts';

const state: State = {
  ...{ stack: `gitlab-runner-prove-${process.pid}-0`, region: 'eu-central-1', account: '111122223333' },
  ...{ gitLabUrl: 'https://gitlab.example.com', project: 7, marks: ['0a1b-2c'], warmGroup: '' },
};
const write = (name: string, text: string) => {
  remember(state);
  writeFileSync(join(PROJECT, '.local/prove', name), text);
  onTestFinished(() => forget(name.replace('.json', '')));
  onTestFinished(() => forget(state.stack));
};

test('a note is given back as it was written', () => {
  write('main.json', '');
  expect(recall(state.stack)).toEqual(state);
});

test.each([
  ['another branch', { stack: 'main' }],
  ['a project by a path', { project: '7/../8' }],
  ['a GitLab without TLS', { gitLabUrl: 'http://gitlab.example.com' }],
  ['a mark that every name has', { marks: [''] }],
  ['no list of marks', { marks: 'none' }],
  ['no account, as a note of another version', { account: undefined }],
  ['a region that is a host', { region: 'example.com/' }],
])('a note that names %s is refused', (_, changed) => {
  write(`${state.stack}.json`, JSON.stringify({ ...state, ...changed }));
  expect(() => recall(state.stack)).toThrow('is not what a proof notes');
});

test.each(['', '{', '[]', 'null', '7'])('a note that is no JSON object is refused: %j', (text) => {
  write(`${state.stack}.json`, text);
  expect(() => recall(state.stack)).toThrow('is not what a proof notes');
});

test('a file of another name is no note', () => {
  write('main.json', JSON.stringify({ ...state, stack: 'main' }));
  expect(unfinished()).not.toContain('main');
});

test('a stack counts as gone when AWS says so, and not when AWS is not reached', async () => {
  const said = Object.assign(new Error('Stack with id a does not exist'), {
    ...{ name: 'ValidationError', $fault: 'client' },
  });
  expect(await unlessMissing(Promise.reject(said))).toBeUndefined();
  const unheard = Object.assign(new Error('getaddrinfo ENOTFOUND cloudformation'), { code: 'ENOTFOUND' });
  await expect(unlessMissing(Promise.reject(unheard))).rejects.toThrow('ENOTFOUND');
});
