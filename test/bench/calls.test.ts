import { once } from 'node:events';
import { get } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { measured } from '../../scripts/bench/calls.ts';
import { serve } from '../../scripts/lib/serve.ts';

async function serving(): Promise<string> {
  const { url, stop } = await serve((_, response) => response.end());
  onTestFinished(stop);
  return url;
}
const call = async (endpoint: string) => {
  const [response] = await once(get(endpoint), 'response');
  await once(response.resume(), 'end');
};

test('the calls are those that reach the endpoint while something is measured, and no others', async () => {
  const [aws, gitLab] = [await serving(), await serving()];
  await call(aws);
  const point = await measured(aws, 7, async () => {
    await Promise.all([call(aws), call(gitLab), call(aws)]);
  });
  await call(aws);
  expect(point).toMatchObject({ size: 7, calls: 2 });
  expect(point.seconds).toBeGreaterThan(0);
});
