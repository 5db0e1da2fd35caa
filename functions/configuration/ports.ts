/** Where the manager fetches its config.toml from. */
export interface ConfigurationStore {
  /** Stores the text under the name, over what is there, and returns its version. */
  put(name: string, text: string, signal: AbortSignal): Promise<string>;
  /** Removes it; one that is not there counts as removed. */
  remove(name: string, signal: AbortSignal): Promise<void>;
}
