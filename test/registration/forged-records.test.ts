import { describe, expect, test } from 'vitest';
import { memoryGitLab } from '../support/memory/gitlab.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';

const EVIL = 'https://evil.example.com';
const ELSEWHERE =
  '/gitlab-runner/11111111-2222-3333-4444-555555555555/Registration/ffffffffffffffffffffffffffffffff';
const FUTURE = Number.MAX_SAFE_INTEGER;

/** A stack whose runner's token GitLab Runner has renewed, and a GitLab of the attacker's. */
async function renewedStack(raw: Record<string, string> = PROPERTIES) {
  const world = memoryWorld();
  const { resource, request, store, gitLab, outside } = world;
  const evil = memoryGitLab();
  outside.connect = ({ url }) => (url === EVIL ? evil : gitLab);
  const { ParameterName: id } = await resource.ensure(request(raw));
  const write = (name: string, value: object) =>
    store.parameters.set(name, { value: JSON.stringify(value), version: 9, key: '' });
  const stored: object = JSON.parse(store.parameters.get(id)?.value ?? '');
  const [runner] = gitLab.runners.values();
  if (!runner) throw new Error('no runner');
  const token = 'glrt-MARKED_1-renewed';
  gitLab.runners.set(runner.id, { ...runner, token });
  world.pass(7_200_000);
  const renewed = { token, tokenObtainedAt: '2026-11-23T12:30:00Z', tokenExpiresAt: null };
  write(`${id}/renewed`, renewed);
  return {
    ...world,
    id,
    evil,
    renewedAt: (name: string) => write(`${name}/renewed`, renewed),
    written: (name: string, changes: object) => write(name, { ...stored, ...changes }),
    claimed: (changes: object) =>
      write(id, {
        ...{ state: 'claimed', owner: 'his', at: Date.parse('2026-11-23T14:00:00Z') },
        ...{ url: PROPERTIES.GitLabUrl, kind: 'access', scope: 'project/7' },
        ...changes,
      }),
    update: () => resource.ensure(request(raw, undefined, id)),
    remove: () => resource.remove(request(raw, id)),
    notes: () => [...store.parameters].filter(([name]) => name.endsWith('/left-behind')),
  };
}

describe('whoever writes a registration of a stack does not get', () => {
  test('the live token, by an address of his in the stack’s own registration', async () => {
    const { written, id, evil, gitLab, remove } = await renewedStack();
    written(id, { url: EVIL });
    await remove();
    expect([evil.calls, [...gitLab.runners.keys()]]).toEqual([[], []]);
  });

  test('a live token, by an address of his in a registration that is not the stack’s own', async () => {
    const { written, renewedAt, evil, update } = await renewedStack();
    written(ELSEWHERE, { url: EVIL });
    renewedAt(ELSEWHERE);
    await update();
    // What he wrote into the registration himself, and nothing that stands beside it.
    expect(evil.calls).toEqual(['removeByToken']);
  });

  test('a runner that outlives its stack, by a registration that calls it adopted', async () => {
    const { written, id, gitLab, remove } = await renewedStack();
    written(id, { kind: 'runner', scope: '' });
    await remove();
    expect([...gitLab.runners.keys()]).toEqual([]);
  });

  test('a runner that outlives its stack unseen, by the claim of an adopted one', async () => {
    const { claimed, remove, notes } = await renewedStack();
    claimed({ kind: 'runner', scope: '' });
    await remove();
    expect(notes()).toEqual([[expect.any(String), expect.objectContaining({})]]);
  });

  test('an update that waits forever, by a claim from the future', async () => {
    const { claimed, update, gitLab } = await renewedStack();
    claimed({ at: FUTURE });
    expect(await update()).toMatchObject({ RunnerId: '2' });
    expect([...gitLab.runners.keys()]).toEqual(['2']);
  }, 5_000);

  test('a runner that outlives its stack, by a claim from the future', async () => {
    const { claimed, remove, gitLab } = await renewedStack();
    claimed({ at: FUTURE });
    await remove();
    expect([...gitLab.runners.keys()]).toEqual([]);
  });
});

test('the clock of another invocation may be five seconds ahead', async () => {
  const { claimed, remove, notes } = await renewedStack();
  claimed({ at: Date.parse('2026-11-23T14:00:05Z') });
  await remove();
  expect(notes()).toHaveLength(1);
});

test('a stack that moved to another GitLab takes its runner out of the former one with its renewed token', async () => {
  const { resource, request, id, gitLab, outside, remove } = await renewedStack();
  const other = memoryGitLab();
  outside.connect = ({ url }) => (url === PROPERTIES.GitLabUrl ? gitLab : other);
  await resource.ensure(request({ ...PROPERTIES, GitLabUrl: 'https://other.example.com' }, undefined, id));
  expect(gitLab.runners.size).toBe(1);
  // As CloudFormation does it: by the former properties.
  await remove();
  expect([gitLab.calls.at(-1), gitLab.runners.size, other.runners.size]).toEqual(['removeByToken', 0, 1]);
});
