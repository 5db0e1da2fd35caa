import { setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { gitLabClient } from '../../functions/registration/gitlab/client.ts';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import type { GitLab } from '../../functions/registration/ports.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import type { Reply } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { patience, runs, seed } from './runs.ts';

const CASES = runs(300);
const TOKEN = 'glpat-MARKED-token_of.20x';
const authority = certificateAuthority();
let gitLab: StandInGitLab;

beforeAll(async () => {
  // Given by address, it would be put beside the hundred and more public ones for every call.
  setDefaultCACertificates([authority.cert]);
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
});
afterAll(() => gitLab.stop());

/** Prose, in which the credential may stand anywhere. */
const text = fc
  .array(fc.oneof(fc.constant(TOKEN), fc.string({ unit: 'grapheme', maxLength: 120 })), { maxLength: 8 })
  .map((words) => words.join(' '));
const other = fc.jsonValue({ maxDepth: 2 });
const field = fc.oneof(text, fc.array(text, { maxLength: 3 }), other);
const error = fc.record(
  {
    message: fc.oneof(text, fc.dictionary(fc.constantFrom('tag_list', 'token', 'base'), field), field),
    error: field,
    error_description: field,
    id: fc.oneof(fc.nat(), field),
    token: fc.oneof(fc.constant(TOKEN), field),
    token_expires_at: field,
  },
  { requiredKeys: [] },
);
const runner = fc.record(
  { id: fc.oneof(fc.nat(), text), description: fc.option(text) },
  { requiredKeys: ['id'] },
);
const page = text.map((words) => `<!DOCTYPE html><p class="MARKED-page">${words}</p>`);
const body = fc.oneof(
  fc
    .oneof(
      error,
      fc.array(fc.oneof({ weight: 5, arbitrary: runner }, fc.jsonValue({ maxDepth: 1 })), { maxLength: 3 }),
    )
    .map((value) => JSON.stringify(value)),
  page,
  text.map((words) => `MARKED-page ${words}`),
);
const answer: fc.Arbitrary<Reply> = fc
  .record({
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(200, 201) },
      { weight: 3, arbitrary: fc.constantFrom(400, 401, 403, 404, 410, 422, 429, 500, 502, 503) },
      fc.integer({ min: 200, max: 599 }),
    ),
    type: fc.oneof(
      { weight: 3, arbitrary: fc.constant('application/json') },
      fc.constantFrom('application/json; charset=utf-8', 'text/html', 'text/plain', 'x', ''),
    ),
    location: fc.option(
      fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constantFrom('/login', ':', '')),
    ),
    retryAfter: fc.option(
      fc.oneof(fc.integer().map(String), fc.constantFrom('soon', '1e3', '0x10', '9'.repeat(40))),
    ),
    body,
  })
  .map(({ status, type, location, retryAfter, body: sent }) => ({
    status,
    headers: {
      'content-type': type,
      ...(location !== null && { location }),
      ...(retryAfter !== null && { 'retry-after': retryAfter }),
    },
    body: status === 204 || status === 304 ? '' : sent,
  }));

const CALLS: Readonly<Record<string, (client: GitLab) => Promise<unknown>>> = {
  'create by registration token': (client) => client.create('registration', TOKEN, '', { description: 'ci' }),
  'create by access token': (client) => client.create('access', TOKEN, 'group/7', { description: 'ci' }),
  verify: (client) => client.verify(TOKEN, 'r_0123456789ab'),
  forgetManager: (client) => client.forgetManager(TOKEN, 'r_0123456789ab'),
  edit: (client) => client.edit(TOKEN, '7', { description: 'ci' }),
  removeByToken: (client) => client.removeByToken(TOKEN),
  removeById: (client) => client.removeById(TOKEN, '7'),
  findByMarker: (client) => client.findByMarker(TOKEN, 'project/7', 'stack-0123456789ab'),
};

test(
  `whatever GitLab answers, a call ends well or with a sentence that quotes no page and no token (seed ${seed})`,
  async () => {
    const waits: number[] = [];
    const clock = { now: Date.now, sleep: async (wait: number) => void waits.push(wait) };
    const secrets = rememberSecrets();
    secrets.add(TOKEN);
    const { signal } = new AbortController();
    const one = fc.asyncProperty(fc.constantFrom(...Object.keys(CALLS)), answer, async (name, reply) => {
      gitLab.meet(...Array<Reply>(6).fill(reply));
      const before = gitLab.requests.length;
      const client = gitLabClient({ url: gitLab.url, caCertificate: '', signal }, clock);
      const failure: unknown = await CALLS[name]?.(client).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const asked = gitLab.requests.length - before;
      expect(asked).toBeLessThanOrEqual(5);
      if (name.startsWith('create') && ![429, 503].includes(reply.status)) expect(asked).toBe(1);
      if (failure === undefined) return;
      expect(failure).toBeInstanceOf(GitLabError);
      const { message } = failure as GitLabError;
      expect(message).toMatch(/^[\x20-\x7e]{10,1000}$/);
      expect(secrets.redact(message)).not.toMatch(/MARKED|DOCTYPE/);
    });
    await fc.assert(one, { numRuns: CASES, seed });
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  },
  patience(CASES),
);
