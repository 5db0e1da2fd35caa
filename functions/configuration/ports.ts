import type { Tag } from '../shared/tags.ts';

/** Where the manager fetches its config.toml from. */
export interface ConfigurationStore {
  /** Stores the text under the name, over what is there, with these tags, and returns its version. */
  put(name: string, text: string, tags: readonly Tag[], signal: AbortSignal): Promise<string>;
  /** Removes it; one that is not there counts as removed. */
  remove(name: string, signal: AbortSignal): Promise<void>;
}
