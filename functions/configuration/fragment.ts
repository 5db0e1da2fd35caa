import { parse, TomlError, type TomlTable } from 'smol-toml';
import type { Reading } from '../shared/property-reader.ts';
import { EXTENSIBLE, OWNED } from './owned-keys.ts';
import { isTable } from './toml.ts';

/** AdditionalRunnerConfig: keys of `[[runners]]` as TOML, none of which may be the stack's own. */
export function readFragment({ text, must }: Reading): TomlTable {
  try {
    const fragment = parse(text('AdditionalRunnerConfig'), {
      // An integer is a bigint and a float a number, so that a 1.0 stays one.
      integersAsBigInt: true,
      unsafeKeyBehaviour: 'throw',
    });
    for (const fault of faultsOf(fragment)) must(false, `AdditionalRunnerConfig ${fault}`);
    return fragment;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message goes on with the lines around the fault, which may hold a secret.
    const [reason] = error.message.split('\n');
    must(false, `line ${error.line} of AdditionalRunnerConfig is wrong: ${reason}`);
    return {};
  }
}

/** gitlab-runner does not tell `URL` from `url`, so neither is told here. */
function faultsOf(fragment: TomlTable): string[] {
  return pathsOf(fragment).flatMap(([path, value]) => {
    const owner = OWNED[path.toLowerCase()];
    if (owner) return [`may not set ${path}: ${owner}`];
    const kind = EXTENSIBLE[path.toLowerCase()];
    if (!kind) return [];
    if (path !== path.toLowerCase()) return [`must write ${path} in small letters`];
    return (kind === 'list' ? Array.isArray(value) : isTable(value)) ? [] : [`must make ${path} a ${kind}`];
  });
}

/** Every key with its path, tables before what is in them. */
function pathsOf(table: TomlTable, parent = ''): Array<readonly [path: string, value: unknown]> {
  return Object.entries(table).flatMap(([key, value]) => {
    const path = parent + key;
    return [[path, value] as const, ...(isTable(value) ? pathsOf(value, `${path}.`) : [])];
  });
}
