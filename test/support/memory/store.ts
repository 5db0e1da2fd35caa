import type { Store } from '../../../functions/registration/ports.ts';
import { StoreError } from '../../../functions/registration/store-error.ts';

/** The Store in memory, held to the same contract as Parameter Store's adapter. */
export interface MemoryStore extends Store {
  readonly parameters: Map<string, { value: string; version: number; key: string }>;
  /** Called before every operation; what it throws, the operation throws. */
  before: (action: keyof Store, name: string) => Promise<void> | void;
}

export function memoryStore(): MemoryStore {
  const parameters: MemoryStore['parameters'] = new Map();
  const put = (name: string, value: string, key: string) => {
    const version = (parameters.get(name)?.version ?? 0) + 1;
    parameters.set(name, { value, version, key });
    return version;
  };
  // Every call takes a turn, so that what runs at once interleaves.
  const arrive = async (action: keyof Store, name: string) => {
    await new Promise(setImmediate);
    await store.before(action, name);
  };
  const store: MemoryStore = {
    parameters,
    before: () => undefined,
    async create(name, value, key) {
      await arrive('create', name);
      return parameters.has(name) ? undefined : put(name, value, key);
    },
    async replace(name, value, key) {
      await arrive('replace', name);
      return put(name, value, key);
    },
    async read(name) {
      await arrive('read', name);
      const found = parameters.get(name);
      return found && { value: found.value, version: found.version };
    },
    async list(path) {
      await arrive('list', path);
      return [...parameters.keys()].filter(
        (name) => name.startsWith(path) && !name.slice(path.length).includes('/'),
      );
    },
    async remove(name) {
      await arrive('remove', name);
      parameters.delete(name);
    },
    async leaveNote(name, text) {
      await arrive('leaveNote', name);
      put(name, text, 'plain');
    },
  };
  return store;
}

/** What Parameter Store says to a role that may not. */
export const denied = (action: string) =>
  new StoreError(action, 'AccessDeniedException', 'is not authorized');
