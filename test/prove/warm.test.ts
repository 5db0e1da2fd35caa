import { expect, onTestFinished, test } from 'vitest';
import type { Life } from '../../scripts/prove/life.ts';
import { forget, remember } from '../../scripts/prove/state.ts';
import { tryWarmPool } from '../../scripts/prove/warm.ts';
import { refusal, startProxy } from '../support/aws-proxy.ts';
import { warmPool } from './warm-pool.ts';

test('a warm pool that cannot be used is ended all the same, before the group is, and costs no other answer', async () => {
  const proxy = await startProxy('http://127.0.0.1:1');
  onTestFinished(proxy.stop);
  const [pool, rows] = [warmPool(), [] as unknown[]];
  proxy.meet((call) => {
    const isFirstLook = call.name === 'DescribeWarmPool' && proxy.names().length === 2;
    return isFirstLook ? refusal(403, 'AccessDenied') : pool(call);
  });
  const stack = `gitlab-runner-prove-${process.pid}-00`;
  const home = { region: 'eu-central-1', gitLabUrl: 'https://gitlab.example.com', project: 7 };
  remember({ stack, ...home, account: '111122223333', marks: [], warmGroup: '' });
  onTestFinished(() => forget(stack));
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const life = {
    place: { stack, aws: { region: home.region, credentials, endpoint: proxy.endpoint } },
    signal: AbortSignal.timeout(60_000),
    progress: {
      step: () => {},
      saw: (what: string, isSo: boolean, detail: string) => rows.push([what, isSo, detail]),
    },
    note: ({ what, answer }: { what: string; answer: string }) => rows.push([what, answer]),
  };
  await tryWarmPool(life as unknown as Life, 'workers');
  expect(rows).toEqual([
    ['a warm pool for the group of workers', 'taken'],
    ['a job ran from the warm pool', false, 'No.'],
  ]);
  const looks = ['DescribeWarmPool', 'DescribeWarmPool'];
  expect(proxy.names()).toEqual(['PutWarmPool', 'DescribeWarmPool', 'DeleteWarmPool', ...looks]);
});
