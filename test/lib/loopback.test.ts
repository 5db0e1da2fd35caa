import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/lib/loopback.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const ASK = `
const { freePort } = await import(process.argv[1]);
const ports = [];
for (let number = 0; number < 200; number++) ports.push(await freePort());
console.log(JSON.stringify(ports));
process.stdin.resume().on('end', () => process.exit());
`;

test('three processes that ask for ports at the same time are never given the same one', async () => {
  const file = join(PROJECT, 'scripts/lib/loopback.ts');
  const children = [0, 1, 2].map(() =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', ASK, file]),
  );
  // No one ends, which would give up its ports, before each has printed what it has.
  await Promise.all(
    children.map(({ child }) => new Promise((resolve) => child.stdout?.once('data', resolve))),
  );
  for (const { child } of children) child.stdin?.end();
  const ports = (await Promise.all(children)).flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
  expect(ports).toHaveLength(600);
  expect(new Set(ports).size).toBe(600);
});

test('a port is one that its caller can listen at, and no outgoing connection is given', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(30_000);
  const server = createServer().listen(port, '127.0.0.1');
  await expect(
    new Promise((resolve, reject) =>
      server.once('listening', () => resolve('listens')).once('error', reject),
    ),
  ).resolves.toBe('listens');
  server.close();
});
