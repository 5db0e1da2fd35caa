import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batches } from '../../functions/aws/batches.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { gitLabClient } from '../../functions/registration/gitlab/client.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { loadConfig } from '../../scripts/local/stand-ins/gitlab-runner/load.ts';
import { schemaObjection } from '../../scripts/local/stand-ins/gitlab-runner/schema.ts';
import { version } from '../../scripts/local/stand-ins/gitlab-runner/version.ts';
import { leavesInPython } from '../configuration/in-python.ts';
import { rendered } from '../configuration/sample.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { patience, runs, seed } from './runs.ts';

const CASES = runs(200);
const authority = certificateAuthority();
const folder = mkdtempSync(join(tmpdir(), 'config-toml-'));
const CONFIGURATION = rendered();
let gitLab: StandInGitLab;

beforeAll(async () => {
  setDefaultCACertificates([authority.cert]);
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
});
afterAll(() => {
  gitLab.stop();
  rmSync(folder, { recursive: true });
});

const hostile = fc.oneof(
  fc.constantFrom(
    '2030-01-01T00:00:00Z\nname = "evil"\nexecutor = "custom"\n[runners.custom]\nconfig_exec = "/bin/sh"\n[[runners]]\nid = 8',
    '"\n[[runners]]\nexecutor = "custom"',
    "7'\ntouch pwned #",
    '../projects/123',
    '2030-01-01 00:00:00 UTC',
    '2030-02-30T00:00:00Z',
    'glrt-"MARKED\\',
    'glrt-MARKED_x\n',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 1 }),
);
const mostly = (good: fc.Arbitrary<unknown>) => fc.oneof({ weight: 5, arbitrary: good }, hostile);
const token = mostly(fc.stringMatching(/^glrt-[\w.-]{8,40}$/));
const date = mostly(
  fc.constantFrom(
    '2030-01-01T00:00:00Z',
    '2031-12-31T23:59:59.123456789+02:00',
    '2026-11-24T12:00:00.5Z',
    null,
  ),
);
const answer = fc.record({ id: mostly(fc.integer({ min: 1 })), token, token_expires_at: date });
const tampered = fc.option(
  fc.record(
    {
      runnerId: hostile,
      token,
      tokenObtainedAt: date,
      tokenExpiresAt: date,
      url: hostile,
      key: hostile,
      state: hostile,
    },
    { requiredKeys: [] },
  ),
);
const renewed = fc.option(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ token, tokenObtainedAt: date, tokenExpiresAt: date, runnerId: hostile }),
    },
    fc.jsonValue(),
  ),
);

/** What a manager may find: after a Create and what others wrote then, and after the Update that follows. */
interface Documents {
  readonly answer: object;
  readonly registration: string;
  readonly renewed: string | undefined;
}

async function stored(one: {
  answer: object;
  tampered: object | null;
  renewed: unknown;
}): Promise<Documents[]> {
  const { store, outside, resource, ...world } = memoryWorld();
  outside.connect = (address) => gitLabClient(address, outside.clock);
  const request = world.request({ ...PROPERTIES, GitLabUrl: gitLab.url });
  const ensure = async (previousId?: string) => {
    gitLab.meet(...Array(6).fill(json(200, one.answer)));
    await resource.ensure({ ...request, previousId }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(OperatorError);
    });
  };
  const put = (name: string, value: unknown) =>
    store.parameters.set(name, { value: JSON.stringify(value), version: 9, key: '' });
  const found = (): Documents[] => {
    const [registration, renewed] = ['', '/renewed'].map(
      (end) => store.parameters.get(request.id + end)?.value,
    );
    return registration === undefined ? [] : [{ answer: one.answer, registration, renewed }];
  };
  await ensure();
  const [created] = found();
  if (!created) return [];
  if (one.tampered) put(request.id, { ...JSON.parse(created.registration), ...one.tampered });
  if (one.renewed !== null) put(`${request.id}/renewed`, one.renewed);
  const between = found();
  await ensure(request.id);
  return [...between, ...found()];
}

/** What the manager writes of each pair of documents. */
function fetched(documents: readonly Documents[]) {
  const script = join(import.meta.dirname, 'fetch.py');
  const programs = join(PROJECT, 'template/manager/opt/gitlab-runner-stack');
  const cases = documents.map(({ answer: said, registration, renewed: newer }) => ({
    gitLabUrl: gitLab.url,
    configuration: CONFIGURATION,
    answer: said,
    registration,
    'registration/renewed': newer,
  }));
  const input = JSON.stringify(cases);
  return JSON.parse(
    execFileSync('python3', [script, programs], { input, encoding: 'utf8', maxBuffer: 2 ** 28 }),
  ) as Array<{ text?: string; refused?: string }>;
}

function lintObjection(text: string): unknown {
  const file = join(folder, 'config.toml');
  writeFileSync(file, text);
  const { config, unknown } = loadConfig(file);
  return schemaObjection(config, version) ?? (unknown.length > 0 ? unknown : undefined);
}

test(
  `whatever GitLab answers and others store, config.toml has this one runner or is not written (seed ${seed})`,
  async () => {
    const cases = fc.sample(fc.record({ answer, tampered, renewed }), { numRuns: CASES, seed });
    const documents: Documents[] = [];
    for (const one of cases) documents.push(...(await stored(one)));
    const texts = batches(documents, 1_000).flatMap(fetched);
    const written = documents.flatMap((one, index) => {
      const { text } = texts[index] ?? {};
      return text === undefined ? [] : [{ ...one, text }];
    });
    expect(written.length).toBeGreaterThan(CASES / 4);
    expect(written.length).toBeLessThan(documents.length);
    const plain = leavesInPython([CONFIGURATION])[0] ?? [];
    const leaves = batches(written, 100).flatMap((some) => leavesInPython(some.map(({ text }) => text)));
    written.forEach(({ registration, renewed: newer = '{}', text }, index) => {
      expect(lintObjection(text)).toBeUndefined();
      const added = (leaves[index] ?? []).filter(([path]) => !plain.some(([other]) => other === path));
      const { runnerId, token: first } = JSON.parse(registration);
      const [id, live, ...dates] = added;
      expect(id).toEqual(['runners.id', 'integer', Number(runnerId)]);
      expect([first, Object(JSON.parse(newer)).token]).toContain(live?.[2]);
      expect(dates.map(([path, kind]) => `${path} ${kind}`)).toEqual(
        ['runners.token_obtained_at date', 'runners.token_expires_at date'].slice(0, dates.length),
      );
      expect(leaves[index]).toHaveLength(plain.length + added.length);
    });
  },
  patience(CASES),
);
