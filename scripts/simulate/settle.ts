import { roomy } from './fleet.ts';
import { launched, type Worker, withJob } from './worker.ts';
import { fleetOf, type State, seenAt, type World } from './world.ts';

/** What happens at one moment. */
export interface Happened {
  /** Told of each job that begins, in the trace's order. */
  begins(): void;
  ends(worker: Worker): void;
}

/** Lets the manager do all that it does at this moment. Jobs come before the end of a worker that could run them. */
export function settle(world: World, before: State, happened: Happened): State {
  let state = before;
  for (;;) {
    state = startWorkers(world, giveJobs(world, state, happened));
    const next = world.trace.jobs[state.taken];
    if (next && seenAt(next) <= state.now && world.executor.asks(fleetOf(world, state))) {
      state = { ...state, taken: state.taken + 1 };
      continue;
    }
    const fewer = endWorkers(world, state, happened);
    if (fewer === state) return state;
    state = fewer;
  }
}

function giveJobs(world: World, before: State, happened: Happened): State {
  let state = before;
  while (state.given < state.taken) {
    const chosen = world.executor.picks(roomy(fleetOf(world, state)));
    const job = world.trace.jobs[state.given];
    if (!chosen || !job) break;
    const busy = withJob(chosen, state.now, state.now + job.duration);
    const workers = state.workers.map((worker) => (worker === chosen ? busy : worker));
    state = { ...state, workers, given: state.given + 1 };
    happened.begins();
  }
  return state;
}

function endWorkers(world: World, state: State, happened: Happened): State {
  const leaving = new Set(world.executor.ends(fleetOf(world, state)));
  if (leaving.size === 0) return state;
  for (const worker of leaving) happened.ends(worker);
  return { ...state, workers: state.workers.filter((worker) => !leaving.has(worker)) };
}

function startWorkers(world: World, state: State): State {
  const count = world.executor.starts(fleetOf(world, state));
  if (count === 0) return state;
  const workers = Array.from({ length: count }, () => launched(state.now, state.now + world.bootSeconds));
  return { ...state, workers: [...state.workers, ...workers] };
}
