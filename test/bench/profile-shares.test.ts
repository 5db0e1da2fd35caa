import { expect, test } from 'vitest';
import { type CpuProfile, classify, sharesOf } from '../../scripts/bench/function/profile-shares.ts';

const frame = (url: string, functionName = 'f') => ({ url, functionName });
const SDK = frame('file:///x/node_modules/@smithy/core/index.js');

test('a stack belongs to the first frame that is not of Node.js itself, and what is inside says what it does', () => {
  const loads = frame('node:internal/modules/cjs/loader');
  const found = 'loading modules';
  expect(classify([frame('node:fs'), loads, SDK])).toBe(`AWS SDK|${found}`);
  expect(classify([frame('node:https'), loads, SDK])).toBe(`AWS SDK|${found}`);
  expect(classify([SDK, loads, frame('/var/task/index.js')])).toBe('AWS SDK|running');
  expect(classify([frame('node:_tls_wrap'), frame('node:net')])).toBe('Node.js|TLS and HTTP');
  expect(classify([frame('file:///x/node_modules/aws-lambda-ric/index.mjs')])).toBe(
    "Lambda's runtime client|running",
  );
  expect(classify([frame('/x/functions/registration/index.js')])).toBe('the function|running');
  expect(classify([frame('', '(garbage collector)')])).toBe('Node.js|garbage collection');
  expect(classify([frame('', '(idle)'), frame('', '(root)')])).toBeUndefined();
});

test('samples are summed by stretch: before the function asks, and from the event on', () => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('', '(root)'), children: [2, 3] },
      { id: 2, callFrame: SDK },
      { id: 3, callFrame: frame('', '(idle)') },
    ],
    startTime: 1000,
    samples: [2, 2, 3, 2],
    timeDeltas: [0, 2000, 3000, 4000, 5000],
  };
  // At 1.0, 3.0, 6.0 and 10.0 ms, for 2, 3, 4 and 5 ms.
  expect(Object.fromEntries(sharesOf(profile, { asked: 5500, handed: 8000 }))).toEqual({
    'init|AWS SDK|running': 5,
    'first|AWS SDK|running': 5,
  });
});
