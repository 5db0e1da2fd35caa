import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { globalSection } from './config-toml.ts';
import type { Configured } from './properties.ts';
import { FAILURES } from './sentences.ts';
import { writeToml } from './toml.ts';

// What an SSM parameter of the advanced tier holds at most; Intelligent-Tiering takes that tier when it must.
const MAX_BYTES = 8192;

/** config.toml as text. The release stands in it, so that an upgraded stack stores a new version. */
export function render(properties: Configured): string {
  const header = `# Written by gitlab-runner-stack ${properties.release}; changes made by hand are lost.\n`;
  const text = header + writeToml(globalSection(properties));
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw new OperatorError(say(FAILURES.tooLong, { bytes, most: MAX_BYTES }));
  return text;
}
