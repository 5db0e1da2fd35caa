import type { ConfigurationStore } from '../../../functions/configuration/ports.ts';
import { type Around, takeTurn, UNDISTURBED } from './aws.ts';
import { type MemoryStore, memoryStore } from './store.ts';

/** The ConfigurationStore in memory, held to the same contract as Parameter Store's adapter, over the same parameters. */
export function memoryConfigurationStore(
  { parameters }: Pick<MemoryStore, 'parameters'> = memoryStore(),
  around: Around = UNDISTURBED,
): ConfigurationStore {
  return {
    put: (name, text) =>
      takeTurn('ssm:PutParameter', around, () => {
        const version = (parameters.get(name)?.version ?? 0) + 1;
        parameters.set(name, { value: text, version, key: 'plain' });
        return String(version);
      }),
    remove: (name) => takeTurn(`ssm:DeleteParameter on ${name}`, around, () => void parameters.delete(name)),
  };
}
