import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitLabClient } from '../../functions/registration/gitlab/client.ts';
import type { GitLab } from '../../functions/registration/ports.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { memoryGitLab } from '../support/memory/gitlab.ts';

interface Side {
  readonly gitLab: GitLab;
  readonly registrationToken: string;
  readonly accessToken: string;
  /** What was an access token a moment ago. */
  readonly revokedToken: string;
}

const authority = certificateAuthority();
let standIn: StandInGitLab;

beforeAll(async () => {
  standIn = await startGitLab({ certificate: authority.issue('localhost'), root: '/gitlab' });
});
afterAll(() => standIn.stop());

const sides: Record<string, () => Side> = {
  'in memory'() {
    const gitLab = memoryGitLab();
    gitLab.revoked.add('glpat-revoked');
    const accessToken = 'glpat-MARKED';
    return { gitLab, registrationToken: 'GR1348941MARKED', accessToken, revokedToken: 'glpat-revoked' };
  },
  'of the real client, at the stand-in'() {
    const { signal } = new AbortController();
    const clock = { now: Date.now, sleep: (milliseconds: number) => sleep(milliseconds) };
    const gitLab = gitLabClient({ url: standIn.url, caCertificate: authority.cert, signal }, clock);
    const accessToken = standIn.issueAccessToken(['api']);
    const { registrationToken } = standIn;
    return { gitLab, registrationToken, accessToken, revokedToken: 'glpat-revoked' };
  },
};

const refused = (status: number) => ({ name: 'GitLabError', outcome: 'refused', status });
const SYSTEM = 's_000000000001';

describe.each(Object.entries(sides))('the GitLab port %s', (_, start) => {
  const project = 'project/7';
  /** A runner made by access token, with the marker in its description. */
  const made = async ({ gitLab, accessToken }: Side, marker = randomUUID()) => {
    const fields = { description: `ci [${marker}]`, tag_list: ['a'], maximum_timeout: '' };
    return { ...(await gitLab.create('access', accessToken, project, fields)), marker };
  };

  test('makes a runner with each kind of credential, another one each time', async () => {
    const { gitLab, registrationToken, accessToken } = start();
    const runners = [
      await gitLab.create('registration', registrationToken, '', { description: 'ci' }),
      await gitLab.create('registration', registrationToken, '', { description: 'ci' }),
      await gitLab.create('access', accessToken, project, { description: 'ci' }),
      await gitLab.create('access', accessToken, 'instance', { description: 'ci' }),
    ];
    const like = (prefix: RegExp) => ({
      id: expect.stringMatching(/^\d+$/),
      token: expect.stringMatching(prefix),
      tokenExpiresAt: null,
    });
    expect(runners).toEqual([like(/^glrtr-/), like(/^glrtr-/), like(/^glrt-/), like(/^glrt-/)]);
    expect(new Set(runners.flatMap(({ id, token }) => [id, token])).size).toBe(8);
  });

  test('verifies a token as its runner, and refuses one that it does not know', async () => {
    const side = start();
    const { id, token } = await made(side);
    expect(await side.gitLab.verify(token, SYSTEM)).toEqual({ id, token, tokenExpiresAt: null });
    await expect(side.gitLab.verify('glrt-MARKED-unknown', SYSTEM)).rejects.toMatchObject(refused(403));
  });

  test('forgets the manager that verifying made, once', async () => {
    const side = start();
    const { token } = await made(side);
    await side.gitLab.verify(token, SYSTEM);
    await side.gitLab.forgetManager(token, SYSTEM);
    await expect(side.gitLab.forgetManager(token, SYSTEM)).rejects.toMatchObject(refused(404));
    await expect(side.gitLab.forgetManager('unknown', SYSTEM)).rejects.toMatchObject(refused(403));
  });

  test('removes by token once, and then does not know the token', async () => {
    const side = start();
    const { token } = await made(side);
    await side.gitLab.removeByToken(token);
    await expect(side.gitLab.removeByToken(token)).rejects.toMatchObject(refused(403));
    await expect(side.gitLab.verify(token, SYSTEM)).rejects.toMatchObject(refused(403));
  });

  test('removes by id, and what is gone counts as removed', async () => {
    const side = start();
    const { id, token } = await made(side);
    await side.gitLab.removeById(side.accessToken, id);
    await side.gitLab.removeById(side.accessToken, id);
    await expect(side.gitLab.verify(token, SYSTEM)).rejects.toMatchObject(refused(403));
  });

  test('edits a runner, and refuses one that is gone', async () => {
    const side = start();
    const { id, marker } = await made(side);
    await side.gitLab.edit(side.accessToken, id, { description: 'without a marker' });
    expect(await side.gitLab.findByMarker(side.accessToken, project, marker)).toEqual([]);
    await side.gitLab.removeById(side.accessToken, id);
    const edit = side.gitLab.edit(side.accessToken, id, { description: 'x' });
    await expect(edit).rejects.toMatchObject(refused(404));
  });

  test('finds by marker what carries it, past the first page, and nothing else', async () => {
    const side = start();
    const marker = randomUUID();
    const first = await made(side, marker);
    for (let others = 0; others < 101; others++) await made(side, `${marker}${others}`);
    const last = await made(side, marker);
    const found = await side.gitLab.findByMarker(side.accessToken, project, marker);
    expect(found.sort()).toEqual([first.id, last.id].sort());
    expect(await side.gitLab.findByMarker(side.accessToken, 'instance', marker)).toHaveLength(2);
  }, 30_000);

  test('refuses a credential that it does not know', async () => {
    const side = start();
    const { id } = await made(side);
    const { gitLab, revokedToken: token } = side;
    const calls = [
      gitLab.create('access', token, project, {}),
      gitLab.edit(token, id, { description: 'x' }),
      gitLab.removeById(token, id),
      gitLab.findByMarker(token, project, 'marker'),
    ];
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: refused(401) });
    const register = gitLab.create('registration', token, '', {});
    await expect(register).rejects.toMatchObject(refused(403));
  });
});
