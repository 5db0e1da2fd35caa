import { describe, expect, it } from 'vitest';
import { globalSection } from '../../functions/configuration/global.ts';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { EFFECTS, leaves, replacementKey } from '../../functions/configuration/replacement.ts';
import { SAMPLE } from './sample.ts';

const configured = (changes: Partial<typeof SAMPLE> = {}) =>
  globalSection(parseProperties({ ...SAMPLE, ...changes }));

describe('the replacement key', () => {
  it.each([
    ['Release', '9.9.9'],
    ['RunnerName', 'another'],
    ['DefaultImage', 'debian:13'],
    ['Privileged', 'true'],
    ['CacheBucketName', 'another-bucket'],
    ['IdleWorkers', '1'],
    ['IdleTime', '60'],
    ['Timezone', 'UTC'],
  ])('stays when %s changes, which a running gitlab-runner takes over', (name, value) => {
    expect(replacementKey(configured({ [name]: value }))).toBe(replacementKey(configured()));
  });

  it.each([
    ['GitLabUrl', 'https://other.example.com'],
    ['GitLabCaCertificate', '-----BEGIN CERTIFICATE-----'],
    ['WorkerGroupName', 'others'],
    ['MaxWorkers', '11'],
    ['JobsPerWorker', '3'],
    ['MaxJobsPerWorker', '0'],
  ])('changes with %s, which a running gitlab-runner does not take over', (name, value) => {
    expect(replacementKey(configured({ [name]: value }))).not.toBe(replacementKey(configured()));
  });

  it('has an entry in its table for every key that is rendered', () => {
    const paths = leaves(configured({ GitLabCaCertificate: 'x' })).map(([path]) => path);
    const known = Object.keys(EFFECTS);
    const unknown = paths.filter((path) => !known.some((key) => path === key || path.startsWith(`${key}.`)));
    expect(unknown).toEqual([]);
  });
});
