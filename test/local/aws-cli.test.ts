import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bodyOf, serve } from '../../scripts/lib/serve.ts';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { place } from '../../scripts/local/machine/outside.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shell = (url: string, line: string) => {
  const outside = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  return runOn({ root, standIns: STAND_INS, outside }, ['sh', '-c', line]);
};

test('a call has the files, the folder, the environment and the streams of its caller', async () => {
  const asked: string[] = [];
  const aws = await serve(async (request, response) => {
    asked.push(await bodyOf(request));
    response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"Version": 2}');
  });
  const put = 'aws ssm put-parameter --name a --type String --value file://value --output text';
  const line = `cd /var/lib; echo ours > value; AWS_DEFAULT_REGION=eu-central-1 ${put} > said; cat said`;
  expect(await shell(aws.url, line)).toEqual({ status: 0, output: '2\n' });
  expect(asked.map((one) => JSON.parse(one))).toEqual([{ Name: 'a', Type: 'String', Value: 'ours\n' }]);
  aws.stop();
});

test('a call ends with its caller', async () => {
  const aws = await serve(({ socket }) => {
    place(root, 'outside/asked', '');
    socket.once('close', () => place(root, 'outside/closed', ''));
  });
  const until = (file: string) => `until [ -e /outside/${file} ]; do sleep 0.1; done`;
  const get = 'aws ssm get-parameter --name a --region eu-central-1';
  const line = `${get} & ${until('asked')}; kill $!; ${until('closed')}; wait $!`;
  expect(await shell(aws.url, line)).toMatchObject({ status: 143 });
  aws.stop();
});
