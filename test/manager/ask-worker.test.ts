import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TEMPLATE } from '../template/programs.ts';

/** What the manager's `answer` makes of a command: its status and length, or that it timed out. */
function answer(command: string, seconds: number): string {
  const script = `import subprocess, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from ask_worker import answer
try:
    status, said = answer(subprocess.Popen(['sh', '-c', sys.argv[2]], stdout=subprocess.PIPE), float(sys.argv[3]))
    print(status == 0, len(said))
except subprocess.TimeoutExpired:
    print('late')`;
  const programs = join(TEMPLATE, 'manager/opt/gitlab-runner-stack');
  return execFileSync('python3', ['-c', script, programs, command, String(seconds)], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, WORKER_GROUP: 'workers' },
  }).trim();
}

test('of a worker that never ends to speak, the manager reads 10 kB', () => {
  expect(answer('exec yes', 15)).toBe('False 10000');
});

test('what a worker says in time is taken whole, and its status with it', () => {
  expect(answer('echo ready', 15)).toBe('True 6');
  expect(answer('echo no; exit 3', 15)).toBe('False 3');
});

test('a worker that says nothing has its time and no more', () => {
  expect(answer('exec sleep 18', 0.5)).toBe('late');
});
