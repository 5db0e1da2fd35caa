import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterStore } from '../../functions/configuration/parameter-store.ts';
import type { ConfigurationStore } from '../../functions/configuration/ports.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { memoryConfigurationStore } from '../support/memory/configuration-store.ts';
import { memoryStore } from '../support/memory/store.ts';

const TAGS = [{ Key: 'CostCenter', Value: '1234' }];

interface Side {
  readonly store: ConfigurationStore;
  read(name: string): Promise<string | undefined>;
}

let emulator: Awaited<ReturnType<typeof startEmulator>>;
beforeAll(async () => {
  emulator = await startEmulator();
}, 60_000);
afterAll(() => emulator.stop());

const sides: Record<string, () => Side> = {
  'in memory'() {
    const inner = memoryStore();
    return {
      store: memoryConfigurationStore(inner),
      read: async (name) => inner.parameters.get(name)?.value,
    };
  },
  'Parameter Store, by the real SDK on an emulator'() {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const ssm = new SSMClient({ endpoint: emulator.endpoint, region: 'eu-central-1', credentials });
    const read = (Name: string) =>
      ssm.send(new GetParameterCommand({ Name })).then(
        ({ Parameter }) => Parameter?.Value,
        () => undefined,
      );
    return { store: parameterStore(ssm), read };
  },
};

describe.each(Object.entries(sides))('the configuration’s store %s', (_, start) => {
  const { signal } = new AbortController();
  const name = '/gitlab-runner/guid/Configuration/config.toml';

  it('numbers the writes from 1, and again from 1 after a removal', async () => {
    const { store, read } = start();
    expect(await store.put(name, 'one', TAGS, signal)).toBe('1');
    expect(await store.put(name, 'two', TAGS, signal)).toBe('2');
    expect(await read(name)).toBe('two');
    await store.remove(name, signal);
    expect(await read(name)).toBeUndefined();
    expect(await store.put(name, 'three', [], signal)).toBe('1');
    await store.remove(name, signal);
  });

  it('has removed what is not there', async () => {
    await start().store.remove(`${name}.none`, signal);
  });
});
