import { ownSection } from './config-toml.ts';
import { keyFaults } from './key-faults.ts';
import { isNewer, KNOWN_VERSION } from './known-keys.ts';
import { ownershipFaults } from './owned-keys.ts';
import type { Properties } from './properties.ts';
import { merge, withIntegers } from './toml.ts';
import { valueFaults } from './value-faults.ts';

/** Which keys there are does not depend on the stack. */
const ANY_STACK = { id: '', guid: '' };

/**
 * What is wrong with AdditionalRunnerConfig, each to be said behind its name: `faults` would stop the next manager or
 * each job; `doubts` are keys of a gitlab-runner that is newer than what is known of its keys.
 */
export function fragmentFaults(properties: Properties): {
  readonly faults: string[];
  readonly doubts: string[];
} {
  const { additional, runnerVersion } = properties;
  const sections = ownSection({ ...properties, stack: ANY_STACK });
  const owned = ownershipFaults(additional, sections);
  const isOwned = (path: string) => owned.some((one) => `${path}.`.startsWith(`${one.path}.`));
  const keys = keyFaults(additional, runnerVersion)
    .filter(({ path }) => !isOwned(path))
    .map(({ fault }) => fault);
  const values =
    owned.length > 0 ? [] : valueFaults(merge(withIntegers({ docker: sections.docker }), additional));
  const isUnknown = isNewer(runnerVersion, KNOWN_VERSION);
  return {
    faults: [...owned.map(({ fault }) => fault), ...(isUnknown ? [] : keys), ...values],
    doubts: isUnknown ? keys : [],
  };
}
