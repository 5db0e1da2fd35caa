import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Code, NPM, PYTHON } from './environment.ts';
import { type Ended, startRuntimeApi } from './runtime-api.ts';

/** A function as Lambda would start it. */
export interface Program extends Code {
  readonly name: string;
  readonly runtime: 'node' | 'python';
  /** `index.handler` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}
/** One life of a function, from its start to the end of its first invocation. */
export interface Life {
  /** Milliseconds from starting its process to its asking for the first event. */
  readonly init: number;
  /** Milliseconds from the event to its end. */
  readonly first: number;
  /** Milliseconds of a CPU that it took by then: what else the machine does changes it little. */
  readonly cpu: number;
  /** `cut off`: it still ran when its time was over. Lambda tells of a process that ends as of an error. */
  readonly end: 'returned' | 'threw' | 'cut off';
  /** What it wrote, and its error. */
  readonly output: string;
}

/** Lambda's own runtime clients. */
const RUNTIMES = {
  node: [process.execPath, join(NPM, 'aws-lambda-ric/index.mjs')],
  python: [join(PYTHON, 'bin/python3'), '-m', 'awslambdaric'],
} as const;
/** The harness and its stand-ins are on the first CPU, the functions on the other. */
const CPU = String(Math.min(1, availableParallelism() - 1));

/** Starts the function in a process of its own, gives it the event, and ends it. */
export async function invoke(program: Program, event: unknown, timeout = 60_000): Promise<Life> {
  const api = await startRuntimeApi();
  const began = performance.now();
  const command = ['-c', CPU, ...RUNTIMES[program.runtime], program.handler];
  const child = spawn('taskset', command, { cwd: program.folder, env: environmentOf(program, api.address) });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const gone = once(child, 'exit').then((): Ended => ({ at: performance.now(), by: 'init', body: '' }));
  const done = new AbortController();
  try {
    const asked = await Promise.race([api.asked, Promise.race([api.ended, gone]).then(({ at }) => at)]);
    const handed = api.hand(event, timeout);
    const late = sleep(timeout, undefined, done);
    const ended = await Promise.race([api.ended, gone, late]);
    const end = ended === undefined ? 'cut off' : ended.by === 'response' ? 'returned' : 'threw';
    const at = ended?.at ?? performance.now();
    const cpu = cpuOf(child.pid);
    return {
      init: asked - began,
      first: at - handed,
      cpu,
      end,
      output: `${output.slice(-2000)} ${ended?.body ?? ''}`,
    };
  } finally {
    done.abort();
    child.kill('SIGKILL');
    await gone;
    api.stop();
  }
}

/** Of all its threads, in nanoseconds there: https://docs.kernel.org/scheduler/sched-stats.html. Of one that is gone, nothing. */
function cpuOf(pid = 0): number {
  const spent = globSync(`/proc/${pid}/task/*/schedstat`).map(nanosecondsIn);
  return spent.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** A thread may end between being listed and being read. */
function nanosecondsIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}

/** What Lambda sets for every function. */
const OF_LAMBDA = {
  PATH: process.env.PATH ?? '',
  ...{ AWS_LAMBDA_FUNCTION_NAME: 'measured', AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' },
  ...{ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512', AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/measured' },
  ...{
    AWS_LAMBDA_LOG_STREAM_NAME: 'measured',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
  },
  ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' },
};

const environmentOf = ({ environment, folder, handler }: Program, api: string): NodeJS.ProcessEnv => ({
  ...OF_LAMBDA,
  ...{ AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: folder, _HANDLER: handler },
  ...environment,
});
