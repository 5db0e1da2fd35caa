import { parse, TomlError, type TomlTable } from 'smol-toml';
import type { PropertyReader } from '../shared/property-reader.ts';

/** AdditionalRunnerConfig: keys of `[[runners]]` as TOML. */
export function readFragment({ text, must }: PropertyReader): TomlTable {
  try {
    return parse(text('AdditionalRunnerConfig'), {
      // An integer is a bigint and a float a number, so that a 1.0 stays one.
      integersAsBigInt: true,
      unsafeKeyBehaviour: 'throw',
    });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message goes on with the lines around the fault, which may hold a secret.
    const [reason] = error.message.split('\n');
    must(
      false,
      `line ${error.line} of AdditionalRunnerConfig is wrong: ${reason} (a field of one line takes its line breaks out, SAM's command line its quotes and what follows a space: in one line write docker = { shm_size = 300_000_000 }, and see docs/parameters.md)`,
    );
    return {};
  }
}
