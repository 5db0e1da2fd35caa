import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { type Changes, rendered, runnerOf } from './sample.ts';

const autoscalerOf = (changes: Changes = {}) => runnerOf(changes).autoscaler;

describe('config.toml of docker-autoscaler', () => {
  it('says what the parameters say, in the keys and units of gitlab-runner', () => {
    expect(parse(rendered())).toMatchObject({
      concurrent: 20,
      runners: [
        {
          name: 'runner "one"',
          url: 'https://gitlab.example.com/gitlab',
          executor: 'docker-autoscaler',
          limit: 20,
          request_concurrency: 10,
          docker: { image: 'alpine:3.22', privileged: false, volumes: ['/cache'] },
          cache: {
            Type: 's3',
            Shared: true,
            s3: { AuthenticationType: 'iam', BucketName: 'cache-bucket', BucketLocation: 'eu-central-1' },
          },
          autoscaler: {
            plugin: 'aws:1.1.0',
            capacity_per_instance: 2,
            max_use_count: 4,
            max_instances: 10,
            instance_ready_command: 'cloud-init status --wait; test $? -ne 1 && docker version',
            plugin_config: { name: 'workers' },
            connector_config: {
              username: 'ec2-user',
              use_external_addr: false,
              key_path: '/run/gitlab-runner/connector-key',
            },
            policy: [
              {
                periods: ['* * * * *'],
                timezone: 'Europe/Berlin',
                idle_count: 6,
                idle_time: '600s',
                preemptive_mode: false,
              },
            ],
          },
        },
      ],
    });
  });

  it('counts idle_count in jobs: three idle workers for two jobs each are six', () => {
    expect(autoscalerOf()).toMatchObject({ policy: [{ idle_count: 6 }] });
  });

  it('puts the general policy first, since the last that matches wins', () => {
    const peak = { PeakPeriods: '* 8-17 * * MON-FRI;0-29 18 * * 5', OffPeakIdleWorkers: '1' };
    expect(autoscalerOf(peak)).toMatchObject({
      policy: [
        { periods: ['* * * * *'], idle_count: 2, preemptive_mode: false },
        { periods: ['* 8-17 * * 1-5', '0-29 18 * * 5'], idle_count: 6, preemptive_mode: false },
      ],
    });
  });

  it('writes scale_factor as a float, which gitlab-runner refuses as an integer, with all jobs at once as its limit', () => {
    expect(rendered({ IdleFactor: '1' })).toContain('scale_factor = 1.0\nscale_factor_limit = 20\n');
    expect(rendered({ IdleFactor: '0.25' })).toContain('scale_factor = 0.25\n');
    expect(rendered()).not.toContain('scale_factor');
  });

  it('writes idle_time as a duration, also when it is nothing', () => {
    expect(autoscalerOf({ IdleTime: '0' })).toMatchObject({ policy: [{ idle_time: '0s' }] });
  });

  it('pins the plugin to one version, which is no range', () => {
    expect(autoscalerOf()).toMatchObject({ plugin: expect.stringMatching(/^aws:\d+\.\d+\.\d+$/) });
  });

  it('reaches the workers by their private addresses', () => {
    expect(autoscalerOf()).toMatchObject({ connector_config: { use_external_addr: false } });
  });

  it('has request_concurrency of at least 2, with which long polling delays no job', () => {
    const one = { MaxWorkers: '1', JobsPerWorker: '1', MaxJobsPerWorker: '1', IdleWorkers: '0' };
    expect(rendered(one)).toContain('request_concurrency = 2\n');
  });

  it.each([
    ['1', 2],
    ['2', 2],
    ['20', 10],
    ['100', 10],
  ])('with %s jobs at most has request_concurrency = %i', (MaxWorkers, expected) => {
    const jobs = { MaxWorkers, JobsPerWorker: '1', MaxJobsPerWorker: '1', IdleWorkers: '0' };
    expect(runnerOf(jobs).request_concurrency).toBe(expected);
  });

  it('keeps to its own part of a bucket that others use, too', () => {
    const guid = '0a1b2c3d-0000-4000-8000-000000000001';
    expect(runnerOf({ CachePath: guid }).cache).toMatchObject({ Path: guid });
    expect(runnerOf().cache).not.toHaveProperty('Path');
  });

  it('saves the cache under the key that was given, and otherwise leaves that to the bucket', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
    expect(runnerOf({ CacheKeyArn: key }).cache).toMatchObject({
      s3: { ServerSideEncryption: 'KMS', ServerSideEncryptionKeyID: key },
    });
    expect(rendered()).not.toContain('ServerSideEncryption');
  });

  it('shares the cache and names no server: else each renewed token starts with an empty one, by IPv4 alone', () => {
    expect(runnerOf().cache).toMatchObject({ Shared: true, s3: { AuthenticationType: 'iam' } });
    expect(rendered()).not.toMatch(/ServerAddress|AccessKey|SecretKey/);
  });

  it('has nothing of docker-machine', () => {
    expect(rendered()).not.toMatch(/machine|shutdown/);
  });
});
