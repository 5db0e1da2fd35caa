import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, type Unit } from './unit.ts';

/** Runs a line of a unit to its end and tells whether it succeeded, or its leading - forgives it. */
export function runLine(unit: Unit, line: string): boolean {
  const { program, args, forgiven } = split(line);
  const { status } = spawnSync(program, args, { env: environmentOf(unit), stdio: streams(unit) });
  return status === 0 || forgiven;
}

/** Leaves a line of a unit running and tells its process id. */
export function leaveRunning(unit: Unit, line: string): number | undefined {
  const { program, args } = split(line);
  const child = spawn(program, args, { env: environmentOf(unit), stdio: streams(unit), detached: true });
  child.unref();
  return child.pid;
}

/** Runs ExecStop, then sends the unit's signal, and SIGKILL when its time to stop is over; each has that time. */
export async function end(unit: Unit, pid: number): Promise<void> {
  const patience = seconds(unit.one('TimeoutStopSec') ?? '90') * 1000;
  const env = { ...environmentOf(unit), MAINPID: String(pid) };
  for (const line of unit.all('ExecStop')) {
    const { program, args } = split(line);
    spawnSync(program, args, { env, stdio: streams(unit), timeout: patience });
  }
  if (!isAlive(pid)) return;
  process.kill(pid, (unit.one('KillSignal') ?? 'SIGTERM') as NodeJS.Signals);
  for (const deadline = Date.now() + patience; isAlive(pid); await sleep(50))
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
}

/** A time span of systemd.time(7) whose parts are seconds: they are added. */
function seconds(span: string): number {
  return span.split(' ').reduce((sum, part) => sum + Number(part.replace(/s$/, '')), 0);
}

/** RuntimeDirectory= is made anew before a unit starts. */
export function makeRuntimeDirectory(unit: Unit): void {
  const name = unit.one('RuntimeDirectory');
  if (name === undefined) return;
  const mode = Number.parseInt(unit.one('RuntimeDirectoryMode') ?? '0755', 8);
  mkdirSync(join('/run', name), { recursive: true, mode });
}

function split(line: string): { program: string; args: string[]; forgiven: boolean } {
  if (/[%$"'\\]/.test(line)) throw new Error(`systemctl: this stand-in does not expand or quote: ${line}`);
  const [program = '', ...args] = line.replace(/^-/, '').split(/\s+/);
  return { program, args, forgiven: line.startsWith('-') };
}

function streams(unit: Unit): ['ignore', number, number] {
  const file = (key: string) => unit.one(key)?.match(/^append:(.*)/)?.[1] ?? '/var/log/journal.log';
  return ['ignore', openSync(file('StandardOutput'), 'a'), openSync(file('StandardError'), 'a')];
}

// The machine's first process need not reap: a process that has ended may stay as a zombie.
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' });
  return stdout !== '' && !/\) [ZX] /.test(stdout);
}
