import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STAND_INS } from '../../../scripts/local/boot.ts';
import { type Ended, runOn } from '../../../scripts/local/machine/machine.ts';
import { place } from '../../../scripts/local/machine/outside.ts';
import { offerDownloads } from '../../../scripts/local/stand-ins/downloads.ts';

/** The beginning of a configuration that passes; a test adds to it. */
export const RUNNER = `[[runners]]
name = "ci"
url = "https://gitlab.example.com"
token = "glrt-MARKED-token"
executor = "docker-autoscaler"
`;

export interface Case {
  readonly line: string;
  /** What config.toml is. */
  readonly config?: string;
}

/** A machine with gitlab-runner; /run is where its commands run and config.toml is. */
export function machineWithRunner(version?: string) {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  offerDownloads(root, version);
  const binary = readFileSync(join(root, 'outside/downloads/gitlab-runner-linux-amd64'), 'utf8');
  place(root, 'usr/local/bin/gitlab-runner', binary, 0o755);
  return {
    root,
    configure: (text: string) => place(root, 'run/config.toml', text),
    run: (line: string, environment: Readonly<Record<string, string>> = { LOG_FORMAT: 'text' }) =>
      runOn({ root, standIns: STAND_INS }, ['bash', '-c', `cd /run; ${line}`], environment),
    /** Each in a folder of its own, one after the other in one start of the machine, which is what takes the time. */
    async runAll(cases: readonly Case[]): Promise<Ended[]> {
      for (const [index, { config = RUNNER }] of cases.entries())
        place(root, `run/${index}/config.toml`, config);
      const lines = cases.map(
        ({ line }, index) => `cd /run/${index}; (${line}) > output 2>&1; echo $? > status`,
      );
      await runOn({ root, standIns: STAND_INS }, ['bash', '-c', lines.join('\n')], { LOG_FORMAT: 'text' });
      const read = (index: number, name: string) => readFileSync(join(root, `run/${index}/${name}`), 'utf8');
      return cases.map((_, index) => ({
        status: Number(read(index, 'status')),
        output: read(index, 'output'),
      }));
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
