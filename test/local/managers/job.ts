import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from '../../../scripts/local/machine/outside.ts';
import type { Manager } from './managers.ts';

const RUNNER = `#!/bin/bash
# Stand-in for gitlab-runner with a job (handleGracefulShutdown and handleForcefulShutdown in commands/multi.go): upon
# SIGQUIT it takes no other and lets that one end, upon SIGTERM it cuts it and tells GitLab so.
note() { echo "$(date +%s%3N) $*" >> /outside/runner; }
trap 'quit=yes; note told to quit' QUIT
trap 'note its job is reported as failed; exit 1' TERM
note starts
until [ "\${quit-}" ]; do /bin/sleep 0.1; done
for ((worked = 0; worked < $(cat /outside/job); worked += 20)); do sleep 20 & wait $!; done
note its job has ended
`;

/** Lets the manager's gitlab-runner have a job that takes so many of the machine's seconds once it is told to quit. */
export function giveJob({ root }: Pick<Manager, 'root'>, seconds: number): void {
  place(root, 'outside/job', `${seconds}\n`);
  place(root, 'usr/local/bin/gitlab-runner', RUNNER, 0o755);
}

/** Ends the job within 20 of the machine's seconds. */
export const endJob = ({ root }: Pick<Manager, 'root'>) => place(root, 'outside/job', '0\n');

/** What the runner did, and when in milliseconds since the epoch. */
export function whatTheRunnerDid({ root }: Pick<Manager, 'root'>): Array<{ at: number; what: string }> {
  const lines = readFileSync(join(root, 'outside/runner'), 'utf8').trim().split('\n');
  return lines.map((line) => ({ at: Number(line.split(' ')[0]), what: line.replace(/^\d+ /, '') }));
}
