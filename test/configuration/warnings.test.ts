import { describe, expect, it } from 'vitest';
import { warnings } from '../../functions/configuration/warnings.ts';
import { MACHINE_SAMPLE } from '../support/samples/configuration.ts';
import { type Changes, parsed } from './sample.ts';

const warned = (changes: Changes) => warnings(parsed(changes));
const ENDS = /^docker\+machine ends with GitLab 20.0 in May 2027/;

describe('the warnings', () => {
  it.each([
    ['3599', '0'],
    ['3600', '3601'],
    ['7200', '86400'],
    ['60', '600'],
  ])('say that a DrainTimeout of %s ends jobs of a MaximumTimeout of %s (0: GitLab’s hour)', (DrainTimeout, MaximumTimeout) => {
    expect(warned({ DrainTimeout, MaximumTimeout })).toEqual([
      expect.stringContaining('set DrainTimeout to MaximumTimeout'),
    ]);
  });

  it('say nothing of a DrainTimeout that is as long as the longest job', () => {
    expect(warned({ DrainTimeout: '3600', MaximumTimeout: '3600' })).toEqual([]);
    expect(warned({ DrainTimeout: '600', MaximumTimeout: '600' })).toEqual([]);
  });

  it('are none when there is nothing to say', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ Privileged: 'true', JobsPerWorker: '1', MaxJobsPerWorker: '1' })).toEqual([]);
    expect(warned({ PeakPeriods: '* 8 * * *', OffPeakIdleWorkers: '1' })).toEqual([]);
  });

  it.each<[string, Changes]>([
    ['A privileged job can change its worker', { Privileged: 'true', MaxJobsPerWorker: '0' }],
    ['A privileged job can change its worker', { Privileged: 'true', MaxJobsPerWorker: '4' }],
    ['OffPeakIdleWorkers means nothing without PeakPeriods', { OffPeakIdleWorkers: '1' }],
  ])('say: %s', (sentence, changes) => {
    expect(warned(changes)).toEqual([expect.stringContaining(sentence)]);
  });

  it('always say when docker+machine ends', () => {
    expect(warned(MACHINE_SAMPLE)).toEqual([expect.stringMatching(ENDS)]);
  });

  it.each<[string, Changes]>([
    [
      'uses the first of SubnetIds alone',
      { SubnetIds: 'subnet-0a,subnet-0b', Zones: 'eu-central-1a,eu-central-1b' },
    ],
    ['its workers have public ones', { AssignPublicIp: 'subnet' }],
    ['set DrainTimeout to 300 or more', { DrainTimeout: '299', MaximumTimeout: '299' }],
  ])('say of docker+machine: %s', (sentence, changes) => {
    expect(warned({ ...MACHINE_SAMPLE, ...changes })).toEqual([
      expect.stringMatching(ENDS),
      expect.stringContaining(sentence),
    ]);
  });

  it('fit all together beside the rest of an answer', () => {
    const all = {
      Privileged: 'true',
      OffPeakIdleWorkers: '1',
      SubnetIds: 'subnet-0a,subnet-0b',
      AssignPublicIp: 'subnet',
      DrainTimeout: '60',
      RunnerVersion: '99.0.0',
      AdditionalRunnerConfig: `${'é'.repeat(400)} = 1`.replace(/^(.*) =/, '"$1" ='),
    };
    const sentences = warned({ ...MACHINE_SAMPLE, ...all });
    expect(sentences).toHaveLength(8);
    // A parameter's name has at most 1011 characters, and the event's own ids less than that.
    expect(Buffer.byteLength(sentences.join(' '))).toBeLessThan(2200);
  });
});
