import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one run of cfn-init did, by its own log. */
export interface Build {
  readonly configSets: string;
  /** `config settings` and `command 01_swap`, in the order in which they ran; a command that was skipped is not there. */
  readonly steps: readonly string[];
  /** cfn-init's own sentence, such as `Command 02_runner failed`. */
  readonly failure?: string;
}

/** Every run of cfn-init on a machine that got as far as its metadata, the first first. */
export function builds(root: string): Build[] {
  const log = readFileSync(join(root, 'var/log/cfn-init.log'), { encoding: 'utf8', flag: 'a+' });
  return log.split('Running configSets: ').slice(1).map(build);
}

function build(log: string): Build {
  const steps = [...log.matchAll(/\] Running (config .+)$|\] Command (.+?) (?:succeeded$|\(.* failed$)/gm)];
  const failure = log.match(/\] Unhandled exception during build: (.+)$/m)?.[1];
  return {
    configSets: log.split('\n')[0] ?? '',
    steps: steps.map(([, config, command]) => config ?? `command ${command}`),
    ...(failure !== undefined && { failure }),
  };
}
