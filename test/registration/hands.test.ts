import { describe, expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { inProcess, ownStackOf } from '../support/cloudformation/in-process.ts';
import { withFailingNeighbour } from '../support/cloudformation/neighbour.ts';
import { cloudFormation } from '../support/cloudformation/stack.ts';
import type { CustomResource, Template } from '../support/cloudformation/template.ts';
import { LIFETIME, memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
const [KEY, OTHER_KEY] = [
  'arn:aws:kms:eu-central-1:123456789012:key/one',
  'arn:aws:kms:eu-central-1:123456789012:key/two',
];

/** A stack whose runner is registered, and what hands can do to it. */
async function registered(properties: Record<string, string> = PROPERTIES) {
  const world = memoryWorld();
  const { gitLab, store, resource, warn } = world;
  const stack = cloudFormation();
  const { function: plain } = inProcess(
    resource,
    LIFETIME,
    warn,
    ownStackOf(() => stack),
  );
  const template = (changes: Record<string, string> = {}): Template => [
    {
      ...{ logicalId: 'Registration', type: 'Custom::RunnerRegistration', function: plain },
      properties: { KeyArn: KEY, ...properties, ...changes },
    },
  ];
  expect(await stack.create(template())).toBe('CREATE_COMPLETE');
  const id = stack.currentId('Registration') ?? '';
  const before = gitLab.calls.length;
  return {
    ...world,
    ...{ stack, template, id },
    update: (changes: Record<string, string>) => stack.update(template(changes)),
    /** The update with another resource that fails, so that this one is put back after a success. */
    updateInVain: (changes: Record<string, string>) => stack.update(withFailingNeighbour(template(changes))),
    calls: () => gitLab.calls.slice(before),
    reason: () => stack.events.find(({ status }) => status === 'FAILED')?.reason ?? '',
    notes: () =>
      [...store.parameters].flatMap(([name, { value }]) => (name.endsWith('/left-behind') ? value : [])),
    attributes: () => stack.resources.get('Registration')?.attributes,
  };
}
type Registered = Awaited<ReturnType<typeof registered>>;

/** What hands do to a runner that is registered; each is met by an Update of a flag and by one of the tags. */
const HANDS: ReadonlyArray<readonly [what: string, act: (world: Registered) => void]> = [
  ['the parameter was removed', ({ store, id }) => void store.parameters.delete(id)],
  [
    'the parameter was overwritten',
    ({ store, id }) => void store.parameters.set(id, { value: 'x', version: 9, key: KEY ?? '' }),
  ],
  ['the key is pending deletion', ({ store }) => void store.unusableKeys.add(KEY ?? '')],
  ['the runner was removed in GitLab', ({ gitLab }) => gitLab.runners.clear()],
  ['GitLab is down', ({ gitLab }) => down(gitLab)],
  ['GitLab refuses the credential', ({ gitLab }) => void gitLab.revoked.add(PROPERTIES.GitLabToken)],
];

function down(gitLab: Registered['gitLab']): void {
  gitLab.before = () => {
    throw new GitLabError(told('GitLab is down.'), 'unreachable');
  };
}

describe.each(['access', 'registration'])('with an %s token', (kind) => {
  const properties = kind === 'access' ? PROPERTIES : REGISTRATION;
  const pairs = HANDS.flatMap(([what, act]) =>
    HANDS.map(([other, also]) => [`${what}, and ${other}`, act, also] as const),
  );

  test.each(pairs)('an Update may fail but its rollback does not: %s', async (_, act, also) => {
    for (const change of [{ StrictDeregistration: 'true' }, { Tags: 'c' }, { KeyArn: OTHER_KEY ?? '' }]) {
      const world = await registered(properties);
      act(world);
      also(world);
      expect(await world.update(change)).toMatch(/^UPDATE_(ROLLBACK_)?COMPLETE$/);
      expect(Object.keys(world.attributes() ?? {})).toHaveLength(4);
    }
  });

  test.each(HANDS)('nor after a success that is put back, though meanwhile %s', async (_, act) => {
    const world = await registered(properties);
    const meanwhile = (one: CustomResource): CustomResource => ({
      ...one,
      function: (event) => {
        act(world);
        return one.function(event);
      },
    });
    const [runner, neighbour] = withFailingNeighbour(world.template({ Tags: 'c' }));
    if (!runner || !neighbour) throw new Error('There are two.');
    expect(await world.stack.update([runner, meanwhile(neighbour)])).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test.each(pairs)('a Delete succeeds, and what may be left has a note: %s', async (_, act, also) => {
    const world = await registered(properties);
    act(world);
    also(world);
    const { stack, store, gitLab, notes, warnings } = world;
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect([...store.parameters.keys()].filter((name) => !name.endsWith('/left-behind'))).toEqual([]);
    for (const { fields } of gitLab.runners.values())
      expect([...notes(), ...warnings].join()).toContain(
        /\[stack-\w+\]/.exec(String(fields.description))?.[0],
      );
  });
});

describe('an Update of what is registered', () => {
  test('asks GitLab once whether it knows the runner', async () => {
    const { update, calls } = await registered();
    expect(await update({ StrictDeregistration: 'true' })).toBe('UPDATE_COMPLETE');
    expect(calls()).toEqual(['verify', 'forgetManager']);
  });

  test('fails when the runner is gone, says what makes another, and that does', async () => {
    const { update, gitLab, reason, id, store, attributes } = await registered();
    gitLab.runners.clear();
    expect(await update({ StrictDeregistration: 'true' })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reason()).toContain(`Delete the parameter ${id} and update again: a new runner is registered.`);
    store.parameters.delete(id);
    expect(await update({ StrictDeregistration: 'true' })).toBe('UPDATE_COMPLETE');
    expect([...gitLab.runners.keys()]).toEqual([attributes()?.RunnerId]);
  });

  test('fails likewise when the runner’s last project is gone, to which GitLab responds with 422', async () => {
    const { update, gitLab, reason } = await registered();
    gitLab.before = (call) => {
      if (call === 'verify')
        throw new GitLabError(told('GitLab returned 422: Runner is orphaned.'), 'refused', 422);
    };
    expect(await update({ StrictDeregistration: 'true' })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reason()).toContain('the runner or its last project was removed there');
  });

  test('names the credential when the runner was the user’s own', async () => {
    const own = { ...PROPERTIES, GitLabToken: 'glrt-MARKED_own', RunnerScope: '', Tags: '' };
    const world = memoryWorld();
    world.gitLab.runners.set('7', { id: '7', token: own.GitLabToken, fields: {} });
    const id = (await world.resource.ensure(world.request(own))).ParameterName;
    world.gitLab.runners.clear();
    const again = world.resource.ensure(world.request(own, id, id));
    await expect(again).rejects.toThrow('Give a valid token as GitLabToken');
  });

  test('goes on when GitLab cannot be asked, and says so in the log', async () => {
    const { update, gitLab, warnings } = await registered();
    down(gitLab);
    expect(await update({ StrictDeregistration: 'true' })).toBe('UPDATE_COMPLETE');
    expect(warnings).toContain('Whether GitLab still knows runner 1 could not be asked: GitLab is down.');
  });

  test('goes on with a warning when CloudFormation does not say whether it is a rollback', async () => {
    const { resource, request, gitLab, warnings } = memoryWorld();
    const { ParameterName: id } = await resource.ensure(request(PROPERTIES));
    gitLab.runners.clear();
    await resource.ensure({ ...request(PROPERTIES, id, id), isReversal: async () => undefined });
    expect(warnings.join()).toContain('GitLab no longer knows the token of runner 1');
  });

  test('asks GitLab nothing in a rollback', async () => {
    const { updateInVain, calls } = await registered();
    expect(await updateInVain({ StrictDeregistration: 'true' })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(calls()).toEqual(['verify', 'forgetManager']);
  });
});

test('a rollback of a replacement registers anew what hands had removed, and the runner from before is removed', async () => {
  const { updateInVain, store, id, gitLab } = await registered();
  store.parameters.delete(id);
  expect(await updateInVain({ GitLabUrl: 'https://other.example.com' })).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect([...gitLab.runners.keys()]).toEqual([JSON.parse(store.parameters.get(id)?.value ?? '{}').runnerId]);
});

describe('a key that is pending deletion', () => {
  test('fails an Update with AWS’s own words, and the rollback leaves everything as it is', async () => {
    const { update, store, id, reason, attributes } = await registered();
    store.unusableKeys.add(KEY ?? '');
    const before = store.parameters.get(id);
    expect(await update({ Tags: 'c' })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reason()).toContain(
      `InvalidKeyId: try again, and see the function log if it stays so. AWS says: ${KEY} is pending`,
    );
    expect(store.parameters.get(id)).toEqual(before);
    expect(attributes()).toEqual({
      ParameterName: id,
      ParameterVersion: '2',
      RunnerId: 'unknown',
      TokenExpiresAt: 'unknown',
    });
  });

  test('fails a rollback where CloudFormation cannot be asked whether it is one, which can then be skipped', async () => {
    const { resource, request, store } = memoryWorld();
    const properties = { ...PROPERTIES, KeyArn: KEY ?? '' };
    const { ParameterName: id } = await resource.ensure(request(properties));
    store.unusableKeys.add(KEY ?? '');
    const before = new Map(store.parameters);
    const putBack = (said: boolean | undefined) =>
      resource.ensure({ ...request(properties, id, id), isReversal: async () => said });
    await expect(putBack(undefined)).rejects.toThrow(`${KEY} is pending`);
    expect(await putBack(true)).toMatchObject({ ParameterName: id, RunnerId: 'unknown' });
    expect(store.parameters).toEqual(before);
  });

  test('fails a Create that finds what an earlier one left, by the key and not as a stranger’s parameter', async () => {
    const { resource, request, store, gitLab } = memoryWorld();
    const properties = { ...PROPERTIES, KeyArn: KEY ?? '' };
    const { ParameterName: id } = await resource.ensure(request(properties));
    store.unusableKeys.add(KEY ?? '');
    const before = new Map(store.parameters);
    await expect(resource.ensure(request(properties))).rejects.toThrow(
      new RegExp(
        `^The parameter ${id} exists and cannot be decrypted: .*${KEY} is pending.* Make its key usable and try again; or remove the parameter and, in GitLab, the runner with \\[stack-\\w{12}\\]`,
      ),
    );
    expect([store.parameters, gitLab.runners.size]).toEqual([before, 1]);
  });

  test('has another key make a new runner, and the old one is removed', async () => {
    const { update, store, id, gitLab, attributes } = await registered();
    store.unusableKeys.add(KEY ?? '');
    expect(await update({ KeyArn: OTHER_KEY ?? '' })).toBe('UPDATE_COMPLETE');
    expect([...gitLab.runners.keys()]).toEqual(['2']);
    expect([store.parameters.get(id)?.key, attributes()?.RunnerId]).toEqual([OTHER_KEY, '2']);
  });

  test('has a Delete find the runner by its mark, with an access token', async () => {
    const { stack, store, gitLab, notes } = await registered();
    store.unusableKeys.add(KEY ?? '');
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect([gitLab.runners.size, notes()]).toEqual([0, []]);
  });

  test('has a Delete leave a note that names the mark and the key, without one', async () => {
    const { stack, store, notes } = await registered(REGISTRATION);
    store.unusableKeys.add(KEY ?? '');
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect(notes()).toEqual([
      expect.stringMatching(/could not be decrypted: .*key\/one is pending.*\[stack-\w+\]/),
    ]);
  });

  test('fails a strict Delete when GitLab cannot be asked for the mark', async () => {
    const { stack, store, gitLab } = await registered({ ...PROPERTIES, StrictDeregistration: 'true' });
    store.unusableKeys.add(KEY ?? '');
    down(gitLab);
    expect(await stack.delete()).toBe('DELETE_FAILED');
  });
});
