import { describe, expect, test } from 'vitest';
import { GitLabError, type Outcome } from '../../functions/registration/gitlab/error.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

const ELSEWHERE =
  '/gitlab-runner/11111111-2222-3333-4444-555555555555/Registration/ffffffffffffffffffffffffffffffff';
const TAGS = { tag_list: ['protected'], description: 'deploys production' };

/** A stack's runner, another team's beside it, and somebody who writes into the stack's parameters. */
async function attacked(raw: Record<string, string> = PROPERTIES) {
  const world = memoryWorld();
  const { resource, request, store, gitLab, warnings } = world;
  const { ParameterName: id } = await resource.ensure(request(raw));
  gitLab.runners.set('1001', { id: '1001', token: 'glrt-MARKED-theirs', fields: { ...TAGS } });
  const stored = () => JSON.parse(store.parameters.get(id)?.value ?? '{}');
  const before = gitLab.calls.length;
  const write = (name: string, value: unknown) =>
    store.parameters.set(name, { value: JSON.stringify(value), version: 9, key: '' });
  return {
    ...world,
    id,
    stored,
    calls: () => gitLab.calls.slice(before),
    written: (name: string, changes: object = {}) => write(name, { ...stored(), ...changes }),
    renewed: (changes: object = {}) =>
      write(`${id}/renewed`, {
        token: 'glrt-MARKED_1-renewed',
        tokenObtainedAt: '2026-11-23T12:30:00.5Z',
        tokenExpiresAt: null,
        ...changes,
      }),
    /** What GitLab Runner does when its token nears its end. */
    rotate() {
      const runner = gitLab.runners.get('1');
      if (runner) gitLab.runners.set('1', { ...runner, token: 'glrt-MARKED_1-renewed' });
    },
    update: (changes: Record<string, string> = {}) =>
      resource.ensure(request({ ...raw, ...changes }, undefined, id)),
    remove: () => resource.remove(request(raw, id)),
    fail(name: string, outcome: Outcome, status = 0) {
      gitLab.before = (call) => {
        if (call === name) throw new GitLabError(told('No.'), outcome, status);
      };
    },
    theirs: () => gitLab.runners.get('1001')?.fields,
    warnings,
  };
}

describe('whoever writes into the parameters of a stack does not get', () => {
  test("another team's runner deleted, by a registration that names it", async () => {
    const { written, update, theirs, store, calls } = await attacked();
    written(ELSEWHERE, { runnerId: '1001', token: 'glrt-MARKED-unknown' });
    await update({ Tags: 'c' });
    expect([theirs(), calls()]).toEqual([
      TAGS,
      ['verify', 'forgetManager', 'describe', 'edit', 'removeByToken', 'describe'],
    ]);
    expect(store.parameters.get(`${ELSEWHERE}/left-behind`)?.value).toMatch(
      /^Runner 1001 at .* was not changed/,
    );
  });

  test("another team's runner deleted with the stack, by the stack's own registration", async () => {
    const { written, id, remove, theirs } = await attacked();
    written(id, { runnerId: '1001', token: 'glrt-MARKED-unknown' });
    await remove();
    expect(theirs()).toEqual(TAGS);
  });

  test("another path of GitLab's API called, by an id that is none", async () => {
    const { written, update, calls } = await attacked();
    written(ELSEWHERE, { runnerId: '../projects/123', token: 'glrt-MARKED-unknown' });
    await update({ Tags: 'c' });
    expect(calls()).toEqual(['verify', 'forgetManager', 'describe', 'edit', 'findByMarker']);
  });

  test("another team's protected runner opened to everything, by the stack's own registration", async () => {
    const { written, id, update, theirs, stored, calls } = await attacked();
    written(id, { runnerId: '1001' });
    const before = stored();
    await expect(update({ Tags: 'c' })).rejects.toThrow(
      /^Runner 1001 has no \[stack-\w{12}\] in its description in GitLab, so it was not changed\.$/,
    );
    await update();
    const verified = ['verify', 'forgetManager'];
    expect([theirs(), stored()]).toEqual([TAGS, before]);
    expect(calls()).toEqual([...verified, 'describe', ...verified]);
  });

  test('a command into user data, by the id of a runner: the runner is registered anew', async () => {
    const { written, id, update, gitLab, warnings } = await attacked();
    written(id, { runnerId: "7'\ntouch pwned #" });
    expect(await update()).toMatchObject({ RunnerId: '2', ParameterName: id });
    expect([...gitLab.runners.keys()]).toEqual(['1001', '2']);
    expect(warnings).toEqual([
      `What was stored under ${id} was no registration: the runner is registered anew.`,
    ]);
  });

  test('the token of another runner taken for this one’s', async () => {
    const { renewed, update, stored, calls, warnings } = await attacked();
    const before = stored();
    renewed({ token: 'glrt-MARKED-theirs' });
    await update();
    // Of that token, and then of its own.
    const verified = ['verify', 'forgetManager'];
    expect([stored(), calls()]).toEqual([before, [...verified, ...verified]]);
    expect(warnings).toEqual([
      expect.stringMatching(/renewed is not runner 1's for GitLab, and is left alone\.$/),
    ]);
  });

  test('every later renewal outdated, by a date to come', async () => {
    const { renewed, rotate, update, stored } = await attacked();
    rotate();
    renewed({ tokenObtainedAt: '9999-01-01T00:00:00Z' });
    await update();
    expect(stored()).toMatchObject({
      token: 'glrt-MARKED_1-renewed',
      tokenObtainedAt: '2026-11-23T12:00:00.000Z',
    });
  });

  test.each([
    { token: null },
    { token: 'glrt-"evil' },
    { tokenObtainedAt: 'now' },
    { tokenExpiresAt: '2030-01-01T00:00:00Z\n[[runners]]' },
  ])('a stored token replaced by what is none: %o', async (change) => {
    const { renewed, update, stored, calls, warnings } = await attacked();
    const before = stored();
    renewed(change);
    await update();
    expect([stored(), calls(), warnings.length]).toEqual([before, ['verify', 'forgetManager'], 1]);
  });

  test('its id, address or attributes changed beside a good token', async () => {
    const { renewed, rotate, update, stored } = await attacked();
    const before = stored();
    rotate();
    renewed({ runnerId: '1001', url: 'https://evil.example.com', attributes: {}, kind: 'registration' });
    await update();
    expect(stored()).toMatchObject({
      ...before,
      token: 'glrt-MARKED_1-renewed',
      tokenObtainedAt: expect.any(String),
    });
  });
});

describe('a renewed token', () => {
  test('is taken into the registration by the next update, when it was obtained later', async () => {
    const { renewed, rotate, update, stored, pass } = await attacked();
    const before = stored();
    pass(3_600_000);
    rotate();
    renewed();
    expect(await update()).toMatchObject({ RunnerId: '1', ParameterVersion: '3' });
    const expected = { token: 'glrt-MARKED_1-renewed', tokenObtainedAt: '2026-11-23T12:30:00.5Z' };
    expect(stored()).toEqual({ ...before, ...expected });
    expect(await update()).toMatchObject({ ParameterVersion: '3' });
  });

  test('takes the runner out of GitLab and goes with it', async () => {
    const { renewed, rotate, remove, gitLab, store, pass } = await attacked({
      ...PROPERTIES,
      GitLabToken: 'GR1348941MARKED',
      RunnerScope: '',
    });
    pass(3_600_000);
    rotate();
    renewed();
    await remove();
    expect([[...gitLab.runners.keys()], [...store.parameters.keys()]]).toEqual([['1001'], []]);
  });

  test.each([
    'unreachable',
    'unknown',
  ] as const)('is neither trusted nor lost by an update while GitLab is %s', async (outcome) => {
    const { renewed, rotate, update, stored, store, id, fail, pass } = await attacked();
    const before = stored();
    pass(3_600_000);
    rotate();
    renewed();
    fail('verify', outcome);
    expect(await update()).toMatchObject({ RunnerId: '1', ParameterVersion: '2' });
    expect([stored(), store.parameters.has(`${id}/renewed`)]).toEqual([before, true]);
    fail('nothing', outcome);
    await update();
    expect(stored().token).toBe('glrt-MARKED_1-renewed');
  });

  test('of a runner that cannot be asked for is named by the Delete’s note', async () => {
    const { renewed, remove, store, id, fail, calls } = await attacked();
    renewed();
    fail('verify', 'unreachable');
    await remove();
    expect(calls()).toEqual(['verify']);
    expect([...store.parameters.keys()]).toEqual([`${id}/left-behind`]);
  });

  test('that GitLab does not know leaves the stored one to the Delete', async () => {
    const { renewed, remove, gitLab, calls } = await attacked();
    renewed();
    await remove();
    expect([calls(), [...gitLab.runners.keys()]]).toEqual([['verify', 'removeByToken'], ['1001']]);
  });

  test('of the runner before goes when the runner is registered anew', async () => {
    const { renewed, update, id, store } = await attacked();
    renewed();
    store.parameters.set(id, { value: 'glrt-MARKED-by-hand', version: 3, key: '' });
    await update();
    expect([...store.parameters.keys()]).toEqual([id]);
  });
});
