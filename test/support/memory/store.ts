import type { Store } from '../../../functions/registration/ports.ts';
import { refusedBy } from './aws.ts';

/** The Store in memory, held to the same contract as Parameter Store's adapter. */
export interface MemoryStore extends Store {
  readonly parameters: Map<string, { value: string; version: number; key: string }>;
  /** Keys that are disabled or about to be deleted: they neither encrypt nor decrypt. */
  readonly unusableKeys: Set<string>;
  /** Called before every operation; what it throws, the operation throws. */
  before: (action: keyof Store, name: string) => Promise<void> | void;
  /** Called after; what it throws is an answer that was lost. */
  after: (action: keyof Store, name: string) => Promise<void> | void;
}

export function memoryStore(): MemoryStore {
  const parameters: MemoryStore['parameters'] = new Map();
  const unusableKeys = new Set<string>();
  const put = (name: string, value: string, key: string) => {
    if (unusableKeys.has(key)) throw pendingDeletion('ssm:PutParameter', key);
    const version = (parameters.get(name)?.version ?? 0) + 1;
    parameters.set(name, { value, version, key });
    return version;
  };
  // Every call takes a turn, so that what runs at once interleaves.
  const around = async <T>(action: keyof Store, name: string, act: () => T): Promise<T> => {
    await new Promise(setImmediate);
    await store.before(action, name);
    const result = act();
    await store.after(action, name);
    return result;
  };
  const isBelow = (name: string, path: string) =>
    name.startsWith(path) && !name.slice(path.length).includes('/');
  const store: MemoryStore = {
    parameters,
    unusableKeys,
    before: () => undefined,
    after: () => undefined,
    create: (name, value, key) =>
      around('create', name, () => (parameters.has(name) ? undefined : put(name, value, key))),
    replace: (name, value, key) => around('replace', name, () => put(name, value, key)),
    read: (name) =>
      around('read', name, () => {
        const found = parameters.get(name);
        if (!found || !unusableKeys.has(found.key))
          return found && { value: found.value, version: found.version };
        const withheld = pendingDeletion('ssm:GetParameter', found.key).message;
        return { value: '', version: found.version, withheld };
      }),
    tag: (name) => around('tag', name, () => undefined),
    list: (path) => around('list', path, () => [...parameters.keys()].filter((name) => isBelow(name, path))),
    remove: (name) => around('remove', name, () => void parameters.delete(name)),
    leaveNote: (name, text) => around('leaveNote', name, () => void put(name, text, 'plain')),
  };
  return store;
}

const pendingDeletion = (action: string, key: string) =>
  refusedBy(action, 'InvalidKeyId', `${key} is pending deletion.`);

/** What Parameter Store says to a role that may not. */
export const denied = (action: string) => refusedBy(action, 'AccessDeniedException', 'is not authorized');
