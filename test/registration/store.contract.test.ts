import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parameterStore } from '../../functions/registration/aws/parameter-store.ts';
import type { Store } from '../../functions/registration/ports.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { memoryStore } from '../support/memory/store.ts';

let emulator: Awaited<ReturnType<typeof startEmulator>>;
const stores: Record<string, () => Store> = {
  'in memory': memoryStore,
  'Parameter Store, by the real SDK on an emulator': () =>
    parameterStore(
      new SSMClient({
        endpoint: emulator.endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
      [],
    ),
};

beforeAll(async () => {
  emulator = await startEmulator();
}, 60_000);
afterAll(() => emulator.stop());

describe.each(Object.entries(stores))('the store %s', (_, start) => {
  const path = '/gitlab-runner/guid/Registration/';
  const { signal } = new AbortController();

  test('numbers the writes of a name from 1, and again from 1 after a removal', async () => {
    const store = start();
    const name = `${path}versions`;
    expect(await store.create(name, 'one', '', signal)).toBe(1);
    expect(await store.create(name, 'two', '', signal)).toBeUndefined();
    expect(await store.replace(name, 'three', '', signal)).toBe(2);
    expect(await store.read(name, signal)).toEqual({ value: 'three', version: 2 });
    await store.remove(name, signal);
    expect(await store.replace(name, 'four', '', signal)).toBe(1);
    await store.remove(name, signal);
  });

  test('reads nothing under a free name, and removing it is done', async () => {
    const store = start();
    await store.remove(`${path}free`, signal);
    expect(await store.read(`${path}free`, signal)).toBeUndefined();
  });

  test('lists what is directly under a path, past the first page, without the notes below', async () => {
    const store = start();
    const names = Array.from({ length: 12 }, (_, index) => `${path}many-${String(index).padStart(2, '0')}`);
    for (const name of names) await store.create(name, 'value', '', signal);
    await store.leaveNote(`${names[0]}/left-behind`, 'a note', signal);
    expect((await store.list(path, signal)).sort()).toEqual(names);
    for (const name of names) await store.remove(name, signal);
    expect(await store.list(path, signal)).toEqual([]);
  });
});
