import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATE } from '../../template/programs.ts';

const OPT = '/opt/gitlab-runner-stack';
/** What a program calls, in the shell itself: whoever answers says how long it took. */
const WORLD = `world() {
  local status said
  exec 3<> "/dev/tcp/127.0.0.1/$WORLD_PORT"
  printf '%s\\x1f' "$WORLD_PROGRAM" "$@" >&3
  echo >&3
  IFS= read -r status <&3
  IFS= read -r -d '' said <&3
  exec 3>&-
  printf '%s' "$said"
  return "$status"
}
aws() { world aws "$@"; }
sleep() { world sleep "$@"; }
systemctl() { world systemctl "$@"; }
timeout() { shift; "$@"; }
`;

export interface Call {
  readonly manager: string;
  readonly program: string;
  readonly words: readonly string[];
  /** Lets the program go on, and what it began beside itself end with the answer. */
  answer(said: string, status?: number): void;
  /** The same, and from then on it does two things at once. */
  answerAndFork(said: string): void;
}
interface Running {
  readonly child: ChildProcess;
  readonly manager: string;
  readonly name: string;
  threads: number;
  asking: number;
}
export type Programs = Awaited<ReturnType<typeof startPrograms>>;

/** The template's programs as they are, but for what they call, which is `asked`. */
export async function startPrograms(asked: (call: Call) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  const running = new Map<string, Running>();
  const waiting: Array<() => void> = [];
  const isBusy = () => [...running.values()].some(({ threads, asking }) => threads > asking);
  const look = () => {
    if (!isBusy()) for (const goOn of waiting.splice(0)) goOn();
  };
  place(folder);
  const server = createServer((socket) => {
    let line = '';
    socket.setEncoding('utf8').on('error', () => undefined);
    socket.on('data', (part: string) => {
      line += part;
      if (!line.endsWith('\n')) return;
      const [id = '', ...words] = line.slice(0, -2).split('\x1f');
      const one = running.get(id);
      if (!one) return void socket.destroy();
      one.asking++;
      const reply = (said: string, status: number, more: number) => {
        if (running.get(id) !== one) return;
        one.asking--;
        one.threads += more;
        socket.end(`${status}\n${said}`);
      };
      asked({
        manager: one.manager,
        program: one.name,
        words,
        answer: (said, status = 0) => reply(said, status, words[0] === 'systemctl' ? -1 : 0),
        answerAndFork: (said) => reply(said, 0, 1),
      });
      look();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  let started = 0;

  function end(id: string): void {
    const one = running.get(id);
    running.delete(id);
    if (one?.child.pid !== undefined && one.child.exitCode === null) process.kill(-one.child.pid, 'SIGKILL');
    look();
  }
  return {
    untilNobodyIsBusy: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        look();
      }),
    /** Runs a program of a manager and tells its status; undefined when it was ended. */
    run(manager: string, name: string, ...args: string[]): Promise<number | undefined> {
      const id = String(++started);
      const own = { WORLD_PORT: String(port), WORLD_PROGRAM: id, BASH_ENV: join(folder, 'world') };
      const env = {
        PATH: '/usr/bin:/bin',
        DRAIN_TIMEOUT: '600',
        STACK_ID: 'stack',
        MANAGER: manager,
        ...own,
      };
      const child = spawn(join(folder, name), args, { env, detached: true, stdio: 'ignore' });
      running.set(id, { child, manager, name, threads: 1, asking: 0 });
      return new Promise((resolve) =>
        child.once('close', (status) => {
          const ended = !running.delete(id);
          resolve(ended ? undefined : (status ?? undefined));
          setImmediate(look);
        }),
      );
    },
    /** Ends at once what a manager runs, or one program of it. */
    end(manager: string, name?: string): void {
      for (const [id, one] of running)
        if (one.manager === manager && (name === undefined || one.name === name)) end(id);
    },
    stop(): void {
      for (const id of [...running.keys()]) end(id);
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function place(folder: string): void {
  cpSync(join(TEMPLATE, 'manager', OPT), folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replaceAll(OPT, folder));
  }
  writeFileSync(join(folder, 'world'), WORLD);
  writeFileSync(join(folder, 'imds'), '#!/bin/bash\nworld imds "$@"\n');
  // A manager that leaves publishes beside what it does next.
  writeFileSync(
    join(folder, 'publish-health'),
    '#!/bin/bash\n[ "$1" = leaving ] || world publish-health "$@"\n',
  );
}
