import { describe, expect, it } from 'vitest';
import { parseProperties } from '../../functions/configuration/parse-properties.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { MACHINE_SAMPLE } from '../support/samples/configuration.ts';
import { told } from '../support/told.ts';
import { type Changes, parsed } from './sample.ts';

const machineParsed = (changes: Changes) => parsed({ ...MACHINE_SAMPLE, ...changes });

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
    const more = { Timezone: '+01:00', PeakPeriods: '* 25 * * *', HttpsProxy: 'proxy' };
    expect(() => parsed({ ...faulty, ...more, AdditionalRunnerConfig: 'url = "x"\n' })).toThrow(
      new OperatorError(
        told(
          "The runner's configuration cannot work: " +
            'GitLabUrl must be an https:// URL without user, query, fragment or $, and not link-local; ' +
            'Privileged must be true or false; ' +
            'HttpsProxy must be like http://proxy.example.com:3128, with its port, not https, and without user and password, which every job could read; ' +
            'MaxWorkers must be a whole number from 1 to 1000; ' +
            'IdleTime must be a whole number from 0 to 86400; ' +
            'period 1 of PeakPeriods has a wrong hour: it must be * or 0 to 23, with lists, with ranges that go up and with steps after * or a range; ' +
            'Timezone must be a name from the time zone database, such as UTC or Europe/Berlin; ' +
            'AdditionalRunnerConfig may not set url: use GitLabUrl; ' +
            'IdleWorkers is more than MaxWorkers.',
        ),
      ),
    );
  });

  it('names every missing property', () => {
    expect(() => parseProperties({})).toThrow(/Release .*GitLabUrl .*RunnerName .*CacheBucketName /);
  });

  it.each([
    ['GitLabUrl', 'https://user:secret@gitlab.example.com'],
    ['GitLabUrl', 'https://gitlab.example.com/?a=b'],
    ['GitLabUrl', 'https://gitlab.example.com/$HOME'],
    ['Release', '1.0\n[[runners]]'],
    ['Executor', 'docker'],
    ['Timezone', 'Mars/Olympus'],
    ['Timezone', 'Local'],
    ['DefaultImage', 'two images'],
    ['MaxWorkers', '1e3'],
    ['MaxJobsPerWorker', '1'],
    ['OffPeakIdleWorkers', '11'],
    ['DrainTimeout', '59'],
    ['CacheBucketName', 'No_Bucket'],
    ['CacheKeyArn', 'arn:aws:kms:eu-central-1:123456789012:alias/cache'],
    ['CachePath', '../another'],
    ['Region', 'Frankfurt'],
    ['WorkerGroupName', ''],
  ])('refuses the %s %j', (name, value) => {
    expect(() => parsed({ [name]: value })).toThrow(name);
  });

  it.each([
    ['WorkerInstanceTypes', 'm7i.large,m6i.large'],
    ['WorkerInstanceTypes', 'large'],
    ['WorkerMarket', 'cheap'],
    ['WorkerImage', 'ubuntu'],
    ['WorkerVolumeSize', '29'],
    ['AssignPublicIp', 'maybe'],
    ['WorkerSecurityGroupName', 'a,b'],
    ['VpcId', ''],
    ['SubnetIds', ''],
    ['Zones', 'eu-west-1a'],
    ['Zones', 'eu-central-1'],
    ['JobsPerWorker', '2'],
  ])('refuses the %s %j with docker+machine', (name, value) => {
    expect(() => machineParsed({ [name]: value })).toThrow(name);
  });

  it('does not look at what only docker+machine needs, with docker-autoscaler', () => {
    expect(parsed({ VpcId: '', SubnetIds: '', WorkerImage: '' }).workers).toEqual({
      executor: 'docker-autoscaler',
      groupName: 'workers',
    });
  });

  it('does not repeat what it refuses, which may be a secret', () => {
    const secrets = {
      GitLabUrl: 'https://user:MARKED@x',
      HttpsProxy: 'http://user:MARKED@proxy:3128',
      AdditionalRunnerConfig: 'environment = ["A=MARKED]\n',
    };
    expect(() => parsed(secrets)).toThrow(/GitLabUrl.*HttpsProxy.*AdditionalRunnerConfig/);
    expect(() => parsed(secrets)).not.toThrow(/MARKED/);
  });
});

it.each([
  'http://mirror.example.com',
  'https://mirror.example.com/docker-hub',
  'https://me:word@mirror.example.com',
  'https://mirror.example.com?x',
  'mirror.example.com',
])('takes no mirror that Docker or the network would refuse: %s', (RegistryMirror) => {
  expect(() => parsed({ RegistryMirror })).toThrow(
    'RegistryMirror must be empty or like https://mirror.example.com',
  );
});
