import { describe, expect, test } from 'vitest';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { denied } from '../support/memory/store.ts';
import { type MemoryWorld, memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

// Whose runner is whose, and what may be done to it.

const TOKEN = 'glrt-MARKED_mine';
const ADOPTED = { GitLabUrl: PROPERTIES.GitLabUrl, GitLabToken: TOKEN, Description: 'ci' };

/** A world in which a person has made a runner. */
function worldWithRunner() {
  const world = memoryWorld();
  world.gitLab.runners.set('mine', { id: 'mine', token: TOKEN, fields: { description: 'mine' } });
  return world;
}

const failCompletion = ({ store }: MemoryWorld) => {
  store.before = (action) => {
    if (action === 'replace') throw denied('ssm:PutParameter');
  };
};
const namesIn = ({ store }: MemoryWorld) => [...store.parameters.keys()];

describe('a runner that was adopted', () => {
  test('is verified under a name of this resource, which is taken off its list of managers again', async () => {
    const { resource, request, gitLab } = worldWithRunner();
    const asked: string[][] = [];
    const { verify, forgetManager } = gitLab;
    gitLab.verify = (...given) => verify(...given).finally(() => asked.push(['verify', ...given]));
    gitLab.forgetManager = (...given) =>
      forgetManager(...given).finally(() => asked.push(['forget', ...given]));
    const { RunnerId, ParameterName } = await resource.ensure(request(ADOPTED));
    const { RunnerId: other } = await resource.ensure(request(ADOPTED, `${ParameterName}-other`));
    expect([RunnerId, other]).toEqual(['mine', 'mine']);
    const [[, , first], [, , second], [, , third]] = asked as [string[], string[], string[]];
    expect(asked.map(([call]) => call)).toEqual(['verify', 'forget', 'verify', 'forget']);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('is adopted, too, by a GitLab that cannot take the manager off the list', async () => {
    const { resource, request, gitLab } = worldWithRunner();
    gitLab.before = (call) => {
      if (call === 'forgetManager') throw new GitLabError(told('No.'), 'refused', 404);
    };
    expect(await resource.ensure(request(ADOPTED))).toMatchObject({ RunnerId: 'mine' });
  });

  test('stays when it cannot be written down, and its claim goes', async () => {
    const world = worldWithRunner();
    failCompletion(world);
    await expect(world.resource.ensure(world.request(ADOPTED))).rejects.toThrow('ssm:PutParameter');
    expect(world.gitLab.calls).toEqual(['verify', 'forgetManager']);
    expect(namesIn(world)).toEqual([]);
  });

  test('stays on Delete, without a call', async () => {
    const world = worldWithRunner();
    await world.resource.ensure(world.request(ADOPTED));
    const before = world.gitLab.calls.length;
    await world.resource.remove(world.request(ADOPTED));
    expect(world.gitLab.calls.slice(before)).toEqual([]);
    expect(namesIn(world)).toEqual([]);
  });
});

describe('a runner that was made', () => {
  test('goes again when it cannot be written down, and so does its claim', async () => {
    const world = memoryWorld();
    failCompletion(world);
    await expect(world.resource.ensure(world.request(PROPERTIES))).rejects.toThrow('ssm:PutParameter');
    expect(world.gitLab.calls).toEqual(['create', 'removeByToken']);
    expect([world.gitLab.runners.size, ...namesIn(world)]).toEqual([0]);
  });

  test('stays when only the answer to the write was lost', async () => {
    const { resource, request, gitLab, store } = memoryWorld();
    store.after = (action) => {
      if (action === 'replace') throw new Error('reset');
    };
    expect(await resource.ensure(request(PROPERTIES))).toMatchObject({ ParameterVersion: '2' });
    expect(gitLab.runners.size).toBe(1);
  });

  test('is from then on a secret, and so is the credential that made it', async () => {
    const { resource, request, gitLab } = memoryWorld();
    const secrets = rememberSecrets();
    await resource.ensure({ ...request(PROPERTIES), secrets });
    const token = gitLab.runners.get('1')?.token;
    expect(secrets.redact(`${token} by ${PROPERTIES.GitLabToken}`)).toBe('[secret] by [secret]');
  });

  test('is not looked for at its old address with an access token of the new one', async () => {
    const { resource, request, gitLab, store } = memoryWorld();
    const { ParameterName } = await resource.ensure(request(PROPERTIES));
    gitLab.runners.clear();
    const moved = { ...PROPERTIES, GitLabUrl: 'https://other.example.com' };
    await resource.remove(request(moved, ParameterName));
    expect(gitLab.calls).toEqual(['create', 'removeByToken']);
    expect([...store.parameters.keys()]).toEqual([`${ParameterName}/left-behind`]);
  });
});

describe('a strict Delete', () => {
  const strict = {
    ...PROPERTIES,
    GitLabToken: 'GR1348941MARKED',
    RunnerScope: '',
    StrictDeregistration: 'true',
  };
  const deleted = async (error: GitLabError) => {
    const world = memoryWorld();
    const { ParameterName } = await world.resource.ensure(world.request(strict));
    world.gitLab.before = () => {
      throw error;
    };
    const outcome = await world.resource.remove(world.request(strict)).then(
      () => 'succeeds',
      () => 'fails',
    );
    return { outcome, names: namesIn(world).map((name) => name.replace(ParameterName, 'id')) };
  };

  test.each([
    'unreachable',
    'unknown',
  ] as const)('fails at a GitLab that is %s, and the token stays', async (outcome) => {
    expect(await deleted(new GitLabError(told('No.'), outcome))).toEqual({ outcome: 'fails', names: ['id'] });
  });

  test('passes over a refusal, which no second try would change, with a note', async () => {
    const refused = await deleted(new GitLabError(told('No.'), 'refused', 403));
    expect(refused).toEqual({ outcome: 'succeeds', names: ['id/left-behind'] });
  });
});
