import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { PROGRAMS } from './python.ts';

const folder = mkdtempSync(join(tmpdir(), 'trial-'));
afterAll(() => rmSync(folder, { recursive: true }));
const STATE = join(folder, 'group.json');
const LAUNCHED = join(folder, 'first-worker');
mkdirSync(join(folder, 'bin'));
writeFileSync(join(folder, 'bin/ssh'), '#!/bin/sh\nexit "$(cat "$WORKER_STATUS")"\n', { mode: 0o755 });

/** The real program, with its files in this test's folder and without its pauses. */
const PROGRAM = `
import runpy, sys, time
sys.path.insert(0, '${PROGRAMS}')
sys.argv = ['try-first-worker', *sys.argv[1:]]
time.sleep = lambda _: None
text = open('${PROGRAMS}/try-first-worker').read()
text = text.replace('/run/gitlab-runner/first-worker', '${LAUNCHED}').replace('/run/gitlab-runner-warning', '${folder}/warning')
exec(compile(text.replace('TO_BE_READY = 180', 'TO_BE_READY = 0.2'), 'try-first-worker', 'exec'))
`;

interface Group {
  readonly desired: number;
  readonly instances: Readonly<Record<string, string>>;
}
const write = (state: object) => writeFileSync(STATE, JSON.stringify(state));
const read = (): Group => JSON.parse(readFileSync(STATE, 'utf8'));

/** A step of a manager's boot; what it is killed by is its status. */
function step(...words: readonly string[]) {
  const env = {
    ...{ PATH: `${join(import.meta.dirname, 'group')}:${join(folder, 'bin')}:/usr/bin:/bin` },
    ...{
      GROUP_STATE: STATE,
      WORKER_STATUS: join(folder, 'status'),
      WORKER_GROUP: 'workers',
      STACK_ID: 'stack',
    },
    ...{ EXECUTOR: 'docker-autoscaler', TRY_FIRST_WORKER: 'true', GITLAB_URL: 'https://gitlab.example.com' },
    ...{ HTTPS_PROXY: '', NO_PROXY: '' },
  };
  return spawnSync('/usr/bin/python3', ['-Bc', PROGRAM, ...words], { env, encoding: 'utf8' });
}

/** A manager that dies at a call, or never; the one after it is another machine. */
interface Life {
  readonly dies: number;
  readonly before: boolean;
  readonly worker: 0 | 1;
  readonly failsElsewhere: boolean;
}

/** Whether the manager lived until its signal. */
function boot({ dies, before, worker, failsElsewhere }: Life): boolean {
  rmSync(LAUNCHED, { force: true });
  writeFileSync(join(folder, 'status'), String(worker));
  write({ ...read(), calls: 0, dies, before });
  for (const words of [['launch'], failsElsewhere ? ['remove'] : []]) {
    const { signal, status, stderr } = step(...words);
    if (signal) return false;
    expect([status, stderr]).toEqual([0, '']);
  }
  return true;
}

const life = fc.record({
  dies: fc.integer({ min: 1, max: 12 }),
  before: fc.boolean(),
  worker: fc.constantFrom(0 as const, 1 as const),
  failsElsewhere: fc.boolean(),
});

test('whenever managers die, the one that lives leaves no worker', () => {
  fc.assert(
    fc.property(fc.array(life, { maxLength: 2 }), life, (dead, last) => {
      write({ desired: 0, instances: {}, launched: 0 });
      dead.forEach(boot);
      expect(boot({ ...last, dies: 0 })).toBe(true);
      const { desired, instances } = read();
      expect([desired, Object.values(instances).filter((state) => state !== 'Terminating')]).toEqual([0, []]);
    }),
    { numRuns: 12 },
  );
}, 120_000);
