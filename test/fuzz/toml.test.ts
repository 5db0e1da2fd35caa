import fc from 'fast-check';
import { stringify, type TomlTable } from 'smol-toml';
import { expect, test } from 'vitest';
import { batches } from '../../functions/aws/batches.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { type Leaf, leavesInPython } from '../configuration/in-python.ts';
import { type Changes, rendered } from '../configuration/sample.ts';
import { MACHINE_SAMPLE, SAMPLE } from '../support/samples/configuration.ts';
import { patience, runs, seed } from './runs.ts';

const CASES = runs(300);

/** No lone surrogates: CloudFormation sends JSON in UTF-8, which has none. */
const unicode = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '"""',
    "'''",
    '\\',
    '[[runners]]\n',
    '# no comment',
    '\r\n[x]',
    '$HOME',
    '{{.Names}}',
    '{{{{a}}',
    '\u2028',
    '\u0000',
  ),
);
const key = fc.oneof(fc.constantFrom('pre_build_script', 'feature_flags', 'a.b', '"', "'"), unicode);
const leaf = fc.oneof(
  unicode,
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const table = fc.dictionary(
  key,
  fc.oneof(leaf, fc.array(unicode, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 3 })),
  { maxKeys: 4 },
);
const changes: fc.Arbitrary<Changes> = fc
  .record({
    machine: fc.boolean(),
    // Of a gitlab-runner that is newer than what is known of its keys, any may be set.
    RunnerVersion: fc.constantFrom('99.0.0'),
    RunnerName: unicode,
    DefaultImage: unicode.map((text) => text.replace(/\s/g, '_')),
    AdditionalRunnerConfig: table.map((content) => stringify(content as TomlTable, { numbersAsFloat: true })),
    MaxWorkers: fc.integer({ min: 3, max: 1_000 }).map(String),
    IdleTime: fc.integer({ min: 0, max: 86_400 }).map(String),
    GitLabCaCertificate: fc.constantFrom('', '/ca'),
    HttpsProxy: fc.constantFrom('', 'http://10.0.0.1:3128'),
    PeakPeriods: fc.constantFrom('', '* 8-17 * * mon-fri; */5 22 1,15 * *'),
  })
  .map(({ machine, ...rest }) => ({ ...(machine ? MACHINE_SAMPLE : SAMPLE), ...rest }));

/** What the manager puts after the first `[[runners]]`: see fetch-configuration in the template. */
const LINES = 'id = 7\ntoken = "glrt-MARKED"\ntoken_obtained_at = 2026-01-01T00:00:00Z';
const TOKEN_LEAVES = [
  ['runners.id', 'integer', 7],
  ['runners.token', 'string', 'glrt-MARKED'],
  ['runners.token_obtained_at', 'date', '2026-01-01 00:00:00+00:00'],
];

/** In as many processes as their pipes need. */
const leavesOf = (texts: readonly string[]): Leaf[][] => batches(texts, 100).flatMap(leavesInPython);

function render(given: Changes): string | undefined {
  try {
    return rendered(given);
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

test(
  `whatever is rendered is TOML to another parser, with its texts whole and the runner's lines in their place (seed ${seed})`,
  () => {
    const cases = fc
      .sample(changes, { numRuns: CASES, seed })
      .map((given) => ({ given, text: render(given) ?? '' }))
      .filter(({ text }) => text !== '');
    expect(cases.length).toBeGreaterThan(CASES / 4);
    expect(cases.filter(({ text }) => text.includes('{{'))).toEqual([]);
    const plain = leavesOf(cases.map(({ text }) => text));
    const fetched = leavesOf(
      cases.map(({ text }) => text.replace('[[runners]]\n', `[[runners]]\n${LINES}\n`)),
    );
    cases.forEach(({ given }, index) => {
      const leaves = plain[index] ?? [];
      const read = (path: string) => leaves.filter(([one]) => one === path).map(([, , value]) => value);
      expect(read('runners.name')).toEqual([given.RunnerName?.trim()]);
      expect(read('runners.docker.image')).toEqual([given.DefaultImage?.trim()]);
      const registration = (fetched[index] ?? []).filter(
        (one) => !leaves.some((other) => other[0] === one[0]),
      );
      expect(registration).toEqual(TOKEN_LEAVES);
      expect(fetched[index]).toHaveLength(leaves.length + TOKEN_LEAVES.length);
    });
  },
  patience(CASES),
);
