// From Config.LoadConfig of common/config.go and ParseError of BurntSushi/toml v1.6.0.
import { readFileSync } from 'node:fs';
import { parse, TomlError, type TomlValue } from 'smol-toml';
import { decode } from './decode.ts';
import { linesOf, written } from './lines.ts';
import type { Config } from './types.ts';
import { objectionTo } from './validate.ts';
import { WrongType } from './wrong-type.ts';

export interface Loaded {
  readonly config: Config;
  /** Keys that gitlab-runner does not know, in the order of the file. */
  readonly unknown: readonly string[];
}

/** Reads a configuration; an error's message is gitlab-runner's. A file that is not there is an empty one, which is no error. */
export function loadConfig(file: string): Loaded {
  const text = readIfThere(file);
  const lines = linesOf(text);
  const { config, unknown } = decoded(text, lines);
  const objection = objectionTo(config as Config);
  if (objection) throw new Error(objection);
  return { config: config as Config, unknown: reported(unknown.map(written), lines) };
}

function decoded(text: string, lines: ReadonlyMap<string, number>) {
  try {
    return decode(parse(text, { integersAsBigInt: true }) as TomlValue);
  } catch (error) {
    // How it says what is not TOML is smol-toml's own.
    if (error instanceof TomlError)
      throw new Error(
        `decoding configuration file: toml: line ${error.line}: ${error.message.split('\n')[0]}`,
      );
    if (!(error instanceof WrongType)) throw error;
    const at = `line ${lines.get(written(error.path))} (last key ${JSON.stringify(written(error.path))})`;
    throw new Error(`decoding configuration file: toml: ${at}: ${error.message}`);
  }
}

/** Tables that only lie on the way to others are not keys of their own. */
function reported(unknown: readonly string[], lines: ReadonlyMap<string, number>): string[] {
  const set = [...lines.keys()];
  return unknown.filter((path) => lines.has(path) || !set.some((other) => other.startsWith(`${path}.`)));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
