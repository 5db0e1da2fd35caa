import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RuntimeApi, startRuntimeApi } from '../../scripts/bench/runtime-api.ts';

let api: RuntimeApi;
let base: string;
beforeEach(async () => {
  api = await startRuntimeApi();
  base = `http://${api.address}/2018-06-01/runtime`;
});
afterEach(() => api.stop());

test('a function gets its event when it is handed out, with its deadline, and its answer is told', async () => {
  const next = fetch(`${base}/invocation/next`);
  const asked = await api.asked;
  const handed = api.hand({ what: 'this' }, 5_000);
  const event = await next;
  expect(Number(event.headers.get('lambda-runtime-deadline-ms'))).toBeGreaterThan(Date.now());
  expect(await event.json()).toEqual({ what: 'this' });
  await fetch(`${base}/invocation/1/response`, { method: 'POST', body: '"done"' });
  const ended = await api.ended;
  expect(ended).toMatchObject({ by: 'response', body: '"done"' });
  expect([asked, handed, ended.at]).toEqual([asked, handed, ended.at].toSorted((one, other) => one - other));
});

test.each([
  ['invocation/1/error', 'error'],
  ['init/error', 'init'],
])('what is posted to %s is told as %s', async (path, by) => {
  await fetch(`${base}/${path}`, { method: 'POST', body: '{"errorType":"Broken"}' });
  expect(await api.ended).toMatchObject({ by, body: '{"errorType":"Broken"}' });
});
