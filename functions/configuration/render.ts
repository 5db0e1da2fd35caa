import { OperatorError } from '../operator-error.ts';
import { globalSection } from './config-toml.ts';
import type { Configured } from './properties.ts';
import { writeToml } from './toml.ts';

// What an SSM parameter of the advanced tier holds at most; Intelligent-Tiering takes that tier when it must.
const MAX_BYTES = 8192;

/** config.toml as text. The release stands in it, so that an upgraded stack stores a new version. */
export function render(properties: Configured): string {
  const header = `# Written by gitlab-runner-stack ${properties.release}; changes made by hand are lost.\n`;
  const text = header + writeToml(globalSection(properties));
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES)
    throw new OperatorError(
      `The runner's config.toml has ${bytes} bytes and an SSM parameter holds ${MAX_BYTES}: shorten AdditionalRunnerConfig, PeakPeriods, RunnerDescription or DefaultImage.`,
    );
  return text;
}
