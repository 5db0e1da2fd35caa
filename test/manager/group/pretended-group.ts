import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS } from '../python.ts';

/** The group, and what is to happen to the calls; the program `aws` beside this file says what each means. */
export interface State {
  readonly desired: number;
  readonly instances: Readonly<Record<string, string>>;
  readonly stack?: string;
  readonly activities?: readonly object[];
  readonly denials?: number;
  readonly isSilent?: boolean;
  readonly calls?: number;
  readonly dies?: number;
  readonly diesBefore?: boolean;
}
const NOTHING: State = { desired: 0, instances: {} };

/** The real try-first-worker, with its files in a folder, short pauses and other limits. */
const program = (folder: string, limits: Readonly<Record<string, number>>) => `
import re, sys, time
sys.path.insert(0, '${PROGRAMS}')
sys.argv = ['try-first-worker', *sys.argv[1:]]
time.sleep = lambda _, sleep=time.sleep: sleep(0.02)
text = open('${PROGRAMS}/try-first-worker').read()
text = text.replace('/run/gitlab-runner/first-worker', '${folder}/first-worker').replace('/run/gitlab-runner-warning', '${folder}/warning')
for name, seconds in ${JSON.stringify(limits)}.items():
    text = re.sub(rf'^{name} = \\d+$', f'{name} = {seconds}', text, flags=re.MULTILINE)
exec(compile(text, 'try-first-worker', 'exec'))
`;

/** Managers of one stack, one after the other, in front of a pretended group of workers and one worker behind a pretended ssh. */
export function pretendedGroup() {
  const folder = mkdtempSync(join(tmpdir(), 'trial-'));
  const file = (name: string) => join(folder, name);
  const kept = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : undefined);
  mkdirSync(file('bin'));
  const ssh =
    '#!/bin/sh\nread -r status < "$WORKER_STATUS"\n[ "$status" = 0 ] || echo "no Docker"\nexit "$status"\n';
  writeFileSync(file('bin/ssh'), ssh, { mode: 0o755 });
  const env = {
    PATH: `${import.meta.dirname}:${file('bin')}:/usr/bin:/bin`,
    GROUP_STATE: file('group.json'),
    WORKER_STATUS: file('status'),
    WORKER_GROUP: 'workers',
    STACK_ID: 'stack',
    EXECUTOR: 'docker-autoscaler',
    TRY_FIRST_WORKER: 'true',
    GITLAB_URL: 'https://gitlab.example.com',
    HTTPS_PROXY: '',
    NO_PROXY: '',
  };
  const read = (): State => JSON.parse(kept('group.json') ?? '{}');
  const change = (state: Partial<State>) =>
    writeFileSync(file('group.json'), JSON.stringify({ ...NOTHING, ...read(), ...state }));
  return {
    read,
    change,
    /** Another stack: without a worker, a warning, or a manager. */
    begin(state: Partial<State> = {}) {
      for (const name of ['group.json', 'warning', 'first-worker']) rmSync(file(name), { force: true });
      change(state);
    },
    /** Another manager's machine; `worker` is the status that its questions to the worker end with. */
    machine(worker: 0 | 1 = 0) {
      rmSync(file('first-worker'), { force: true });
      writeFileSync(file('status'), `${worker}\n`);
    },
    /** A step of the manager's boot. */
    step(words: readonly string[], limits: Readonly<Record<string, number>> = {}) {
      const run = ['-Bc', program(folder, limits), ...words];
      return spawnSync('/usr/bin/python3', run, { env, encoding: 'utf8' });
    },
    warning: () => kept('warning'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Whether a group has no worker and wants none. */
export const isEmpty = ({ desired, instances }: State) =>
  desired === 0 && Object.values(instances).every((state) => state === 'Terminating');
