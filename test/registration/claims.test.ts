import { describe, expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { denied } from '../support/memory/store.ts';
import { LIFETIME, type MemoryWorld, memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
const notesIn = ({ store }: MemoryWorld) =>
  [...store.parameters].filter(([name]) => name.endsWith('/left-behind')).map(([, { value }]) => value);

/** A world in which a process has claimed the id, made a runner perhaps, and died. */
async function worldWithDead(moment: 'before' | 'after', properties = PROPERTIES) {
  const world = memoryWorld();
  const { gitLab, resource, request } = world;
  const dead = new Promise<void>((died) => {
    gitLab[moment] = () => {
      died();
      return new Promise(() => undefined);
    };
  });
  void resource.ensure(request(properties));
  await dead;
  gitLab.before = gitLab.after = () => undefined;
  return world;
}

describe('the claim of a process that died', () => {
  test('is taken over when it is older than a process can live, and its runner goes', async () => {
    const { resource, request, gitLab, pass } = await worldWithDead('after');
    pass(LIFETIME + 5_001);
    expect(await resource.ensure(request(PROPERTIES))).toMatchObject({ RunnerId: '2' });
    expect([...gitLab.runners.keys()]).toEqual(['2']);
  });

  test('is waited for until then, since it may live', async () => {
    const { resource, request, gitLab, pass } = await worldWithDead('after');
    pass(LIFETIME + 4_000);
    const calls = gitLab.calls.length;
    const waiting = resource.ensure(request(PROPERTIES));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(gitLab.calls).toHaveLength(calls);
    await waiting;
  });

  test('is taken over by one of two: both answer the same runner', async () => {
    const { resource, request, gitLab, pass } = await worldWithDead('before');
    pass(2 * LIFETIME);
    const answers = await Promise.all([1, 2].map(() => resource.ensure(request(PROPERTIES))));
    expect(gitLab.runners.size).toBe(1);
    expect(answers[1]).toEqual(answers[0]);
  });

  test('is noted with its marker by a registration token, which cannot look for the runner', async () => {
    const world = await worldWithDead('after', REGISTRATION);
    world.pass(2 * LIFETIME);
    await world.resource.ensure(world.request(REGISTRATION));
    const marker = /\[stack-\w+\]/.exec(String(world.gitLab.runners.get('1')?.fields.description))?.[0];
    expect(notesIn(world)).toEqual([
      `A registration at https://gitlab.example.com was interrupted. If GitLab shows a runner that never ran with ${marker} in its description, delete it there. Then delete this parameter.`,
    ]);
  });

  test('is noted when the look for its runner fails', async () => {
    const world = await worldWithDead('after');
    world.pass(2 * LIFETIME);
    world.gitLab.before = (call) => {
      if (call === 'findByMarker') throw new GitLabError(told('No.'), 'refused', 403);
    };
    await world.resource.remove(world.request(PROPERTIES));
    expect(notesIn(world)).toEqual([expect.stringContaining('was interrupted')]);
  });

  test('fails a strict Delete whose look for its runner GitLab did not answer, and stays', async () => {
    const world = await worldWithDead('after');
    world.pass(2 * LIFETIME);
    world.gitLab.before = (call) => {
      if (call === 'findByMarker') throw new GitLabError(told('GitLab takes no changes.'), 'unreachable');
    };
    const removal = world.resource.remove(world.request({ ...PROPERTIES, StrictDeregistration: 'true' }));
    await expect(removal).rejects.toThrow('GitLab takes no changes.');
    expect(notesIn(world)).toEqual([]);
    expect(world.store.parameters.size).toBe(1);
  });

  test('of a runner token is no runner: it is taken over, or removed, without a word', async () => {
    const adopted = { ...PROPERTIES, GitLabToken: 'glrt-MARKED', RunnerScope: '', Tags: '' };
    for (const go of ['remove', 'ensure'] as const) {
      const world = await worldWithDead('before', adopted);
      world.gitLab.runners.set('7', { id: '7', token: 'glrt-MARKED', fields: {} });
      world.pass(2 * LIFETIME);
      const calls = world.gitLab.calls.length;
      await world.resource[go](world.request(adopted));
      expect(notesIn(world)).toEqual([]);
      expect(world.gitLab.calls.slice(calls)).toEqual(go === 'remove' ? [] : ['verify', 'forgetManager']);
    }
  });
});

describe('a new role', () => {
  /** A world that notes for how long each look and each claim is ready to wait. */
  function patientWorld() {
    const world = memoryWorld();
    const { read, create } = world.store;
    const patiences: Array<readonly [call: string, patience: number | undefined]> = [];
    world.store.read = (name, signal, patience) => {
      patiences.push(['read', patience]);
      return read(name, signal);
    };
    world.store.create = (name, value, key, signal, patience) => {
      patiences.push(['create', patience]);
      return create(name, value, key, signal);
    };
    return { ...world, patiences };
  }

  test('is waited for while nothing is registered yet, and never after', async () => {
    const { resource, request, store, patiences } = patientWorld();
    store.before = (action) => {
      if (action === 'replace') throw denied('ssm:PutParameter');
    };
    await expect(resource.ensure(request(PROPERTIES))).rejects.toThrow('is not authorized');
    expect(patiences).toEqual([
      ['read', 45_000],
      ['create', 45_000],
      ['read', undefined],
    ]);
  });

  test('is waited for 45 seconds in all', async () => {
    const { resource, request, store, pass, patiences } = patientWorld();
    store.before = (action) => (action === 'read' ? pass(40_000) : undefined);
    await resource.ensure(request(PROPERTIES));
    expect(patiences).toEqual([
      ['read', 45_000],
      ['create', 5_000],
    ]);
  });
});

test('what a store refuses in the end fails at once', async () => {
  for (const error of [denied('ssm:GetParameter'), new Error('surprise')]) {
    const { resource, request, store } = memoryWorld();
    const asked: string[] = [];
    store.before = (action) => {
      asked.push(action);
      throw error;
    };
    await expect(resource.ensure(request(PROPERTIES))).rejects.toBe(error);
    expect(asked).toEqual(['read']);
  }
});

test('a document that was removed by hand may have left a runner: an Update removes it first', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const { ParameterName } = await resource.ensure(request(PROPERTIES));
  store.parameters.clear();
  await resource.ensure(request(PROPERTIES, undefined, ParameterName));
  expect([...gitLab.runners.keys()]).toEqual(['2']);
});

test('a new resource looks for no runner that it may have left', async () => {
  const { resource, request, gitLab } = memoryWorld();
  await resource.ensure(request(PROPERTIES));
  expect(gitLab.calls).toEqual(['create']);
});

test('a claim that is gone when its document is waited for was deleted meanwhile', async () => {
  const { resource, request, store } = await worldWithDead('after');
  const waiting = resource.ensure(request(PROPERTIES));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  store.parameters.clear();
  await expect(waiting).rejects.toThrow('The resource was deleted while its runner was being registered.');
});

test('a Delete waits for a claim that may live, and then notes what it may have left', async () => {
  const world = await worldWithDead('after', REGISTRATION);
  await world.resource.remove(world.request(REGISTRATION));
  expect(notesIn(world)).toEqual([expect.stringContaining('was interrupted')]);
  expect(world.store.parameters.size).toBe(1);
});

test('a name that is taken and read as free is asked for every two seconds, however long reads lag behind', async () => {
  const { resource, request, store } = memoryWorld();
  const { create } = store;
  const asked: number[] = [];
  store.create = async (name, value, ...rest) => {
    asked.push(JSON.parse(value).at);
    return asked.length <= 3 ? undefined : create(name, value, ...rest);
  };
  expect(await resource.ensure(request(PROPERTIES))).toMatchObject({ RunnerId: '1' });
  expect(asked.map((at) => at - (asked[0] ?? 0))).toEqual([0, 2_000, 4_000, 6_000]);
});

describe('when the time runs out while another invocation registers the runner,', () => {
  const outOfTime = async (go: 'ensure' | 'remove') => {
    const { resource, request } = await worldWithDead('after');
    const { time, ...asked } = request(PROPERTIES);
    const work = AbortSignal.abort();
    return resource[go]({ ...asked, time: { ...time, work } }).catch((error: unknown) => error);
  };
  const sentence = 'The time ran out while another invocation was registering the runner: try again.';

  test('a Create says so', async () => {
    expect(await outOfTime('ensure')).toMatchObject({ name: 'OperatorError', message: sentence });
  });

  test('a Delete says so, and where to look for what is left', async () => {
    expect(await outOfTime('remove')).toMatchObject({
      name: 'OperatorError',
      message: expect.stringContaining(`${sentence} Look for what is left under /gitlab-runner/`),
    });
  });
});
