import { describe, expect, it } from 'vitest';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { OperatorError } from '../../functions/custom-resource/errors.ts';
import { SAMPLE } from './sample.ts';

const parsed = (changes: Record<string, unknown>) => parseProperties({ ...SAMPLE, ...changes });

describe('the configuration’s properties', () => {
  it('reads numbers and truths from strings', () => {
    expect(parsed({ Privileged: 'false', MaxJobsPerWorker: '0' })).toMatchObject({
      maxWorkers: 10,
      maxJobsPerWorker: 0,
      privileged: false,
    });
  });

  it('names every fault at once', () => {
    const faulty = { GitLabUrl: 'http://x', MaxWorkers: '0', IdleTime: '-1', Privileged: 'yes' };
    expect(() => parsed({ ...faulty, Timezone: '+01:00' })).toThrow(
      new OperatorError(
        "The runner's configuration cannot work: " +
          'GitLabUrl must be an https:// address without user, query or fragment; ' +
          'MaxWorkers must be a whole number from 1; ' +
          'IdleTime must be a whole number from 0; ' +
          'Timezone must be a name from the time zone database, such as UTC or Europe/Berlin; ' +
          'Privileged must be true or false; ' +
          'IdleWorkers is more than MaxWorkers.',
      ),
    );
  });

  it('names every missing property', () => {
    expect(() => parseProperties({})).toThrow(/Release .*GitLabUrl .*RunnerName .*CacheBucketName /);
  });

  it.each([
    ['GitLabUrl', 'https://user:secret@gitlab.example.com'],
    ['GitLabUrl', 'https://gitlab.example.com/?a=b'],
    ['Release', '1.0\n[[runners]]'],
    ['Timezone', 'Mars/Olympus'],
    ['DefaultImage', 'two images'],
    ['MaxWorkers', '1e3'],
    ['MaxJobsPerWorker', '1'],
    ['CacheBucketName', 'No_Bucket'],
    ['Region', 'Frankfurt'],
  ])('refuses the %s %j', (name, value) => {
    expect(() => parsed({ [name]: value })).toThrow(name);
  });

  it('does not repeat what it refuses, which may be a secret', () => {
    expect(() => parsed({ GitLabUrl: 'https://user:marked@x' })).not.toThrow(/marked/);
  });
});
