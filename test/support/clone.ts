import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROJECT } from '../../scripts/lib/project.ts';

const IGNORED = readFileSync(join(PROJECT, '.gitignore'), 'utf8').split('\n').filter(Boolean);
/** Whether git does not track an entry of the root. */
export const isIgnored = (name: string) => IGNORED.some((line) => line === name || line === `${name}/`);

/** Copies what a clone of the project holds; only the tools that a user has of their own come from here. */
export function cloneTo(folder: string): string {
  const inRoot = (path: string) => path.slice(PROJECT.length + 1).split('/')[0] ?? '';
  cpSync(PROJECT, folder, {
    recursive: true,
    filter: (path) => inRoot(path) !== '.git' && !isIgnored(inRoot(path)),
  });
  return folder;
}

export interface Ran {
  readonly status: number;
  /** stdout and stderr. */
  readonly said: string;
}

/** Runs a command line of the documents in a folder, without a keyboard, with the SAM CLI and the AWS CLI on the PATH. */
export function inShell(line: string, folder: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  return ran('bash', ['-c', line], folder, environment);
}

/** The same with a person at the keyboard, who answers these questions so and presses Enter at all others. */
export function inTerminal(
  line: string,
  answers: Readonly<Record<string, string>>,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Ran> {
  const person = join(import.meta.dirname, 'terminal.py');
  const python = join(PROJECT, '.tools/sam/bin/python3');
  return ran(python, [person, JSON.stringify(answers), 'bash', '-c', line], folder, environment);
}

const TOOLS = ['.tools/sam/bin', '.tools/emulator/bin'].map((one) => join(PROJECT, one));

function ran(command: string, words: string[], cwd: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: [...TOOLS, process.env.PATH].join(delimiter),
        HOME: process.env.HOME,
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        SAM_CLI_TELEMETRY: '0',
        SAM_CLI_POLL_DELAY: '0.5',
        npm_config_prefer_offline: 'true',
        ...environment,
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, said }));
  });
}
