import { describe, expect, test } from 'vitest';
import { asGitLabFields, readAttributes, sameAttributes } from '../../functions/registration/attributes.ts';
import { propertyReader } from '../../functions/shared/property-reader.ts';

function read(given: Readonly<Record<string, string>> = {}) {
  const reader = propertyReader(given);
  return { attributes: readAttributes(reader), errors: reader.errors };
}
const USUAL = {
  description: '',
  tags: [],
  runUntagged: true,
  locked: false,
  protected: false,
  maximumTimeout: 0,
};

test.each([
  [{}, {}],
  [{ Description: 'ci' }, { description: 'ci' }],
  [{ Tags: ' b, a,,b ,' }, { tags: ['a', 'b'] }],
  [
    { RunUntagged: 'false', Tags: 'a' },
    { runUntagged: false, tags: ['a'] },
  ],
  [{ RunUntagged: 'true' }, {}],
  [{ Locked: 'true' }, { locked: true }],
  [{ Protected: 'true' }, { protected: true }],
  [{ Locked: 'false', Protected: 'false', MaximumTimeout: '0' }, {}],
  [{ MaximumTimeout: '600' }, { maximumTimeout: 600 }],
])('%o is read as %o', (given, attributes) => {
  expect(read(given)).toEqual({ attributes: { ...USUAL, ...attributes }, errors: [] });
});

const TAGS = Array.from({ length: 51 }, (_, index) => `tag-${index}`);

test.each([
  [{ RunUntagged: 'false' }, 'a runner that takes no untagged jobs needs RunnerTags'],
  [{ Tags: TAGS.join() }, 'RunnerTags must be at most 50, as many as GitLab takes'],
  [
    { Description: '木'.repeat(900), Tags: 'x'.repeat(301) },
    'RunnerDescription and RunnerTags may take 3,000 bytes together',
  ],
  ...['599', '-1', '600.5', 'ten', 'Infinity'].map((MaximumTimeout) => [
    { MaximumTimeout },
    'MaximumTimeout must be 0 or at least 600 seconds',
  ]),
] as Array<[Record<string, string>, string]>)('%o is refused: %s', (given, fault) => {
  expect(read(given).errors).toEqual([fault]);
});

test('fifty tags are taken, and a repeated one counts once', () => {
  expect(read({ Tags: [...TAGS.slice(1), 'tag-1'].join() }).errors).toEqual([]);
});

describe('attributes are the same', () => {
  const { attributes } = read({ Description: 'ci', Tags: 'a,b' });

  test('whatever the order of their tags and their fields', () => {
    const { description, ...rest } = read({ Description: 'ci', Tags: 'b,a' }).attributes;
    expect(sameAttributes(attributes, { ...rest, description })).toBe(true);
  });

  test.each([
    { description: 'x' },
    { tags: ['a'] },
    { runUntagged: false },
    { locked: true },
    { protected: true },
    { maximumTimeout: 600 },
  ])('but not with %o', (change) => {
    expect(sameAttributes(attributes, { ...attributes, ...change })).toBe(false);
  });
});

test('GitLab is told all of them in its own words, and of no time-out as of none', () => {
  const { attributes } = read({ Tags: 'a', Locked: 'true', Protected: 'true' });
  expect(asGitLabFields({ ...attributes, description: ' ci ' }, 'stack-1')).toEqual({
    description: 'ci  [stack-1]',
    tag_list: ['a'],
    run_untagged: true,
    locked: true,
    access_level: 'ref_protected',
    maximum_timeout: '',
  });
  expect(asGitLabFields({ ...attributes, protected: false, maximumTimeout: 600 }, 'stack-1')).toMatchObject({
    access_level: 'not_protected',
    maximum_timeout: 600,
  });
});

test('a description that is cut for GitLab ends with a whole character', () => {
  const { attributes } = read({ Description: `a${'🚀'.repeat(460)}` });
  const { description } = asGitLabFields(attributes, 'stack-1');
  expect(description).toBe(`a${'🚀'.repeat(460)} [stack-1]`);
  const long = asGitLabFields({ ...attributes, description: 'é🚀'.repeat(500) }, 'stack-1').description;
  expect(long).toBe(`${'é🚀'.repeat(450)} [stack-1]`);
});
