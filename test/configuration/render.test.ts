import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { render } from '../../functions/configuration/render.ts';
import { SAMPLE } from './sample.ts';

const rendered = (changes: Partial<typeof SAMPLE> = {}) => render(parseProperties({ ...SAMPLE, ...changes }));

describe('config.toml', () => {
  it('says what the parameters say, in the keys and units of gitlab-runner', () => {
    expect(parse(rendered())).toEqual({
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
            instance_ready_command: 'cloud-init status --wait && docker version',
            plugin_config: { name: 'workers' },
            connector_config: { username: 'ec2-user', use_external_addr: false },
            policy: [{ periods: ['* * * * *'], timezone: 'Europe/Berlin', idle_count: 6, idle_time: '600s' }],
          },
        },
      ],
    });
  });

  it('asks for at least two jobs at a time, even with room for one', () => {
    expect(
      rendered({ MaxWorkers: '1', JobsPerWorker: '1', MaxJobsPerWorker: '1', IdleWorkers: '0' }),
    ).toContain('request_concurrency = 2\n');
  });

  it('has exactly one [[runners]] line, whatever the name holds', () => {
    const text = rendered({ RunnerName: 'a\n[[runners]]\n"""\ntoken = "x"' });
    expect(text.split('\n').filter((line) => line === '[[runners]]')).toHaveLength(1);
  });

  it('stays valid when the manager puts its four lines right after [[runners]]', () => {
    const lines = 'id = 7\ntoken = "glrt-x"\ntoken_obtained_at = 2026-01-01T00:00:00Z\n';
    const whole = parse(rendered().replace('[[runners]]\n', `[[runners]]\n${lines}`));
    expect(whole).toMatchObject({ runners: [{ id: 7, token: 'glrt-x', executor: 'docker-autoscaler' }] });
  });

  it('holds neither the token nor its dates', () => {
    expect(rendered()).not.toMatch(/^\s*(id|token\w*) *=/m);
  });

  it('names the authority file only when a certificate is given', () => {
    expect(rendered()).not.toContain('tls-ca-file');
    expect(rendered({ GitLabCaCertificate: '-----BEGIN CERTIFICATE-----' })).toContain(
      'tls-ca-file = "/etc/gitlab-runner/gitlab-ca.pem"\n',
    );
  });

  it('gives privileged jobs the certificates of Docker-in-Docker', () => {
    const text = rendered({ Privileged: 'true' });
    expect(text).toContain('privileged = true');
    expect(text).toContain('"/certs/client"');
  });

  it('changes with the release alone', () => {
    expect(rendered({ Release: '1.2.4' })).not.toBe(rendered());
  });

  it('fails with a sentence when it is larger than a parameter', () => {
    expect(() => rendered({ RunnerName: '\u0001'.repeat(1024), DefaultImage: 'é'.repeat(1024) })).toThrow(
      /has \d+ bytes and an SSM parameter holds 8192/,
    );
  });
});
