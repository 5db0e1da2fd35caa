import { expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { pathOf } from '../../functions/registration/identity.ts';
import { denied } from '../support/memory/store.ts';
import { memoryWorld, PROPERTIES, STACK } from '../support/memory/world.ts';

const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
const unreachable = () => {
  throw new GitLabError('gitlab.example.com could not be reached.', 'unreachable');
};
const lost = () => {
  throw new GitLabError('gitlab.example.com did not answer in time.', 'unknown');
};
const refused = () => {
  throw new GitLabError('GitLab does not accept the credential (401).', 'refused', 401);
};

test('1. one runner is registered, and the answer names its parameter and never its token', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const data = await resource.ensure(request(PROPERTIES));
  expect(gitLab.calls).toEqual(['create']);
  expect(data).toMatchObject({ RunnerId: '1', ParameterVersion: '2', TokenExpiresAt: 'never' });
  expect(JSON.stringify(data)).not.toContain('MARKED');
  expect(store.parameters.get(data.ParameterName)?.value).toContain('glrt-MARKED_1');
});

test('2. a refused credential fails at once and leaves nothing stored', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  gitLab.before = refused;
  await expect(resource.ensure(request(PROPERTIES))).rejects.toThrow('401');
  expect(gitLab.calls).toEqual(['create']);
  expect(store.parameters.size).toBe(0);
});

test('11. a lost answer to a registration token is never repeated blindly and names the marker', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  gitLab.after = lost;
  await expect(resource.ensure(request(REGISTRATION))).rejects.toThrow(
    /description holds \[stack-[0-9a-f]{12}\]/,
  );
  expect(gitLab.calls).toEqual(['create']);
  expect(store.parameters.size).toBe(0);
});

test('11. with an access token the orphan of a lost answer is found by its marker and removed', async () => {
  const { resource, request, gitLab } = memoryWorld();
  let answers = 0;
  gitLab.after = (call) => (call === 'create' && ++answers === 1 ? lost() : undefined);
  await resource.ensure(request(PROPERTIES));
  expect([...gitLab.runners.keys()]).toEqual(['2']);
});

test('36. a document that cannot be written takes the runner out again', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  store.before = (action) => {
    if (action === 'replace') throw denied('ssm:PutParameter');
  };
  await expect(resource.ensure(request(PROPERTIES))).rejects.toThrow('ssm:PutParameter');
  expect(gitLab.runners.size).toBe(0);
  expect(store.parameters.size).toBe(0);
});

test('39. a parameter that is not ours fails before anything is registered', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const asked = request(PROPERTIES);
  await store.create(asked.id, 'something else', '', asked.time.work);
  await expect(resource.ensure(asked)).rejects.toThrow("not this stack's");
  expect(gitLab.calls).toEqual([]);
});

test('44. a runner that cannot be taken out again is named', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  store.before = (action) => {
    if (action === 'replace') throw denied('ssm:PutParameter');
  };
  gitLab.before = (call) => (call === 'removeByToken' ? unreachable() : undefined);
  await expect(resource.ensure(request(PROPERTIES))).rejects.toThrow(
    'Runner 1 at https://gitlab.example.com',
  );
});

test('56. the same event twice in a row makes one runner and gives the same answer', async () => {
  const { resource, request, gitLab } = memoryWorld();
  const first = await resource.ensure(request(PROPERTIES));
  expect(await resource.ensure(request(PROPERTIES))).toEqual(first);
  expect(gitLab.calls).toEqual(['create']);
});

test('57. the same event twice at once makes one runner', async () => {
  const { resource, request, gitLab } = memoryWorld();
  const [one, other] = await Promise.all([
    resource.ensure(request(PROPERTIES)),
    resource.ensure(request(PROPERTIES)),
  ]);
  expect(one).toEqual(other);
  expect(gitLab.runners.size).toBe(1);
});

test('65. a Delete with an id of CloudFormation takes out everything under the path', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  await resource.ensure(request(PROPERTIES));
  await resource.remove(request(PROPERTIES, 'ci-Registration-1ABCDEF'));
  expect([gitLab.runners.size, store.parameters.size]).toEqual([0, 0]);
});

test('66. a Create that outlasts a Delete notices and undoes itself, and a note tells of it', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  let goOn = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    gitLab.after = (call) => {
      resolve();
      return call === 'create' ? new Promise<void>((release) => (goOn = release)) : undefined;
    };
  });
  const creating = resource.ensure(request(PROPERTIES));
  await asked;
  await resource.remove(request(PROPERTIES));
  goOn();
  await expect(creating).rejects.toThrow('was deleted while');
  expect(gitLab.runners.size).toBe(0);
  expect([...store.parameters.keys()]).toEqual([expect.stringMatching(/left-behind$/)]);
});

test('70. a GitLab that is down does not hold up a Delete: a note says what is left', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const { ParameterName } = await resource.ensure(request(PROPERTIES));
  gitLab.before = unreachable;
  await resource.remove(request(PROPERTIES));
  expect([...store.parameters.keys()]).toEqual([`${ParameterName}/left-behind`]);
  expect(store.parameters.get(`${ParameterName}/left-behind`)?.value).toMatch(/Runner 1 at https/);
});

test('70. with StrictDeregistration it fails and the token stays for another try', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const strict = { ...PROPERTIES, StrictDeregistration: 'true' };
  const { ParameterName } = await resource.ensure(request(strict));
  gitLab.before = unreachable;
  await expect(resource.remove(request(strict))).rejects.toThrow('could not be reached');
  expect([...store.parameters.keys()]).toEqual([ParameterName]);
});

test('69. a rotated token: the access token removes the runner by its id', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  await resource.ensure(request(PROPERTIES));
  gitLab.runners.set('1', { id: '1', token: 'rotated', fields: {} });
  await resource.remove(request(PROPERTIES));
  expect([gitLab.runners.size, store.parameters.size]).toEqual([0, 0]);
});

test('69. a rotated token with only a registration token: a note names the runner', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  await resource.ensure(request(REGISTRATION));
  gitLab.runners.set('1', { id: '1', token: 'rotated', fields: {} });
  await resource.remove(request(REGISTRATION));
  expect([...store.parameters.values()].map(({ value }) => value)).toEqual([
    expect.stringContaining('Runner 1'),
  ]);
});

test('71. a second Delete makes no call', async () => {
  const { resource, request, gitLab } = memoryWorld();
  await resource.ensure(request(PROPERTIES));
  await resource.remove(request(PROPERTIES));
  const calls = gitLab.calls.length;
  await resource.remove(request(PROPERTIES));
  expect(gitLab.calls).toHaveLength(calls);
});

test('72. a Delete that may not read the store fails and says so', async () => {
  const { resource, request, store } = memoryWorld();
  await resource.ensure(request(PROPERTIES));
  store.before = () => {
    throw denied('ssm:GetParameter');
  };
  await expect(resource.remove(request(PROPERTIES))).rejects.toThrow('ssm:GetParameter');
});

test('77. a Delete of the old id leaves the new registration alone', async () => {
  const { resource, request, gitLab } = memoryWorld();
  const old = request(PROPERTIES);
  await resource.ensure(old);
  const moved = { ...PROPERTIES, GitLabUrl: 'https://new.example.com' };
  await resource.ensure(request(moved, undefined, old.id));
  expect(gitLab.runners.size).toBe(2);
  await resource.remove(old);
  expect([...gitLab.runners.keys()]).toEqual(['2']);
});

test('85. names stay within what Parameter Store takes', async () => {
  const { resource, request } = memoryWorld();
  const stack = { ...STACK, name: 'n'.repeat(128) };
  const id = resource.identify(request({ ...PROPERTIES, Description: 'Läufer für 東京' }).properties, stack);
  expect(id).toMatch(/^[\w./-]+$/);
  expect(id.startsWith(pathOf(stack))).toBe(true);
});
