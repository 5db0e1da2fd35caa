import { describe, expect, it } from 'vitest';
import { parseProperties } from '../../functions/registration/properties.ts';
import { verdict } from '../../scripts/launch/refusals.ts';
import { stackOf } from '../../scripts/launch/stack.ts';
import { FILLED } from './filled.ts';
import { REFUSED } from './refused.ts';
import { DEFAULTS, SOURCE } from './source.ts';

const STACK = stackOf(SOURCE);
const verdictOf = (parameters: Readonly<Record<string, string>>, region = 'us-east-1') =>
  verdict(STACK, { region, stackName: 'ci', parameters: { ...DEFAULTS, ...parameters } });

describe('what a stack of these parameters would refuse', () => {
  it.each(REFUSED)('is said in its own words, of $parameter: $values', ({ values, sentence, parameter }) => {
    expect(verdictOf(values).refusals).toContainEqual({ sentence, parameter });
  });

  it('is nothing of the defaults, and nothing of what fits together', () => {
    expect(verdictOf({ RunnerScope: 'group/7' }).refusals).toEqual([]);
    expect(verdictOf({ ...FILLED, GitLabCaCertificate: '/ci/ca' }, 'cn-north-1')).toEqual({
      refusals: [],
      ofAccessToken: undefined,
    });
    expect(verdictOf({ WorkerInstanceTypes: 'm7g.large,c8g.large', WorkerMarket: 'spot' }).refusals).toEqual(
      [],
    );
    expect(verdictOf({ WorkerInstanceTypes: 'm7i.large,x9z.large' }).refusals).toEqual([]);
  });

  it('depends on the credential only where it may be of a kind that works', () => {
    const sentence =
      "The runner's parameters cannot work: an access token needs RunnerScope: instance, group/ID or project/ID, with the ID of Actions > Copy group ID or Copy project ID in GitLab.";
    expect(verdictOf({}).ofAccessToken).toBe(sentence);
    expect(verdictOf({ RunnerScope: 'instance' }).ofAccessToken).toBeUndefined();
    expect(verdictOf({ GitLabTokenKind: 'runner' })).toEqual({ refusals: [], ofAccessToken: undefined });
    expect(verdictOf({ GitLabTokenKind: 'access' }).refusals).toEqual([
      { sentence, parameter: 'RunnerScope' },
    ]);
  });

  it('is what the function says of the same properties', () => {
    const [{ sentence = '' } = {}] = verdictOf({ RunnerScope: 'group/7', RunUntagged: 'false' }).refusals;
    const properties = {
      GitLabUrl: 'https://gitlab.com',
      GitLabToken: 'glpat-typed',
      RunnerScope: 'group/7',
      RunUntagged: 'false',
    };
    expect(() => parseProperties(properties)).toThrow(sentence);
    expect(sentence).not.toBe('');
  });

  it('cannot be said of a template without the resources that decide', () => {
    expect(() => stackOf({ ...SOURCE, Resources: {} })).toThrow('The template has no resource Preflight.');
  });
});
