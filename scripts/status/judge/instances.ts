import type { Facts, Fleet, Stack } from '../facts.ts';
import { broken, duration, type Line, line, look, ok } from './line.ts';

/** In milliseconds: what a group failed at before that, and does not try any more, is over. */
const RECENT = 3_600_000;
const WORDS_OF_EC2 = 'See docs/troubleshooting.md (Words of EC2).';
const ANOTHER = 'Its group starts another one within minutes. If not, see how the log ends.';

/** No manager is a fault, but not of a stack that is being created, or that is none by its own state. */
export function withoutManager({ status }: Stack, said: string, todo: string): ReturnType<typeof look> {
  if (status === 'CREATE_IN_PROGRESS') return look(said, 'The stack is being created: wait until it is.');
  return /^(ROLLBACK|DELETE|CREATE_F)/.test(status) ? look(said, 'See the stack.') : broken(said, todo);
}

export function judgeManager({ managers, stack, now }: Facts): Line {
  return line('Manager', managers, ({ instances, failed }) => {
    const said = instances.map(
      ({ id, type, state, launched }) => `${id} (${type}) ${state} since ${duration(now - launched)}`,
    );
    const all = `${said.join(', ') || 'none'}, with gitlab-runner ${stack.parameters.RunnerVersion}`;
    if (instances.some(({ state }) => state === 'running')) return ok(all);
    if (isRecent(failed, now)) return broken(`none: ${failed.words}`, WORDS_OF_EC2);
    return instances.some(({ state }) => state === 'pending')
      ? look(all, 'It starts: look again in some minutes.')
      : withoutManager(stack, all, ANOTHER);
  });
}

export function judgeWorkers({ workers, stack, metrics, now }: Facts): Line {
  return line('Workers', workers, ({ instances, failed }) => {
    const states = Map.groupBy(instances, ({ state }) => state);
    const counted = [...states].map(([state, { length }]) => `${length} ${state}`);
    const { JobsRunning, TasksPending } = 'newest' in metrics ? metrics.newest : {};
    const jobs =
      JobsRunning === undefined ? '' : `; ${JobsRunning} jobs run, ${TasksPending ?? 0} wait for one`;
    const said = `${counted.join(', ') || 'none'}, of at most ${stack.parameters.MaxWorkers}${jobs}`;
    return isRecent(failed, now)
      ? broken(`${said}. Starting one failed: ${failed.words}`, WORDS_OF_EC2)
      : ok(said);
  });
}

const isRecent = (failed: Fleet['failed'], now: number): failed is NonNullable<Fleet['failed']> =>
  failed !== undefined && now - failed.at < RECENT;

/** What was in service since the month began, and so was paid for. */
export function judgeHours({ metrics }: Facts): Line {
  return line('Hours', metrics, ({ workerHours }) =>
    ok(workerHours === undefined ? 'not counted' : `${Math.round(workerHours)} of workers this month`),
  );
}
