// Stand-in for systemctl of systemd 252: it starts what a unit file says. What it accepts is in command-line.ts.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { record } from '../calls.ts';
import { fail, notFound, readCommandLine } from './command-line.ts';
import { end, leaveRunning, makeRuntimeDirectory, runLine } from './process.ts';
import { readUnit, type Unit } from './unit.ts';

const STATE = '/run/stand-ins';
/** Names the units whose ExecStart is really run, one a line; those of others are only recorded. */
const RUN = '/outside/run-units';

const { verb, names, switches } = readCommandLine(process.argv.slice(2));
record('systemctl', ...process.argv.slice(2));
if (verb === 'daemon-reload') process.exit();
for (const name of names) {
  const unit = readUnit(name) ?? notFound(verb, name);
  // With --no-block nobody hears how the start ended.
  if (!(await carryOut(unit)) && !switches.has('no-block'))
    fail(1, `Job for ${unit.name} failed because the control process exited with error code.`);
}

async function carryOut(unit: Unit): Promise<boolean> {
  switch (verb) {
    case 'enable':
      mark('enabled', unit);
      return switches.has('now') ? start(unit) : true;
    case 'disable':
      rmSync(join(STATE, 'enabled', unit.name), { force: true });
      return switches.has('now') ? stop(unit) : true;
    case 'start':
      return isActive(unit) || start(unit);
    case 'restart':
      return (await stop(unit)) && start(unit);
    case 'stop':
      return stop(unit);
    default:
      if (!switches.has('quiet')) console.log(isActive(unit) ? 'active' : 'inactive');
      return isActive(unit) || process.exit(3);
  }
}

function start(unit: Unit): boolean {
  makeRuntimeDirectory(unit);
  for (const line of unit.all('ExecStartPre'))
    if (!runLine(unit, line)) {
      record('systemd', unit.name, 'failed at', line);
      return false;
    }
  const line = unit.one('ExecStart') ?? '';
  const told = existsSync(RUN) && readFileSync(RUN, 'utf8').split('\n').includes(unit.name);
  record('systemd', unit.name, told ? 'runs' : 'would run', line);
  if (told && unit.one('Type') === 'oneshot') return runLine(unit, line);
  mark('active', unit, told ? String(leaveRunning(unit, line)) : '');
  return true;
}

async function stop(unit: Unit): Promise<boolean> {
  const pid = isActive(unit) ? readFileSync(join(STATE, 'active', unit.name), 'utf8') : '';
  if (pid !== '') await end(unit, Number(pid));
  rmSync(join(STATE, 'active', unit.name), { force: true });
  return true;
}

function mark(state: 'active' | 'enabled', unit: Unit, content = ''): void {
  mkdirSync(join(STATE, state), { recursive: true });
  writeFileSync(join(STATE, state, unit.name), content);
}

function isActive(unit: Unit): boolean {
  return existsSync(join(STATE, 'active', unit.name));
}
