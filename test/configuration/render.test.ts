import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { rendered } from './sample.ts';

describe('config.toml', () => {
  it('has exactly one [[runners]] line, whatever the name holds', () => {
    const text = rendered({ RunnerName: 'a\n[[runners]]\n"""\ntoken = "x"' });
    expect(text.split('\n').filter((line) => line === '[[runners]]')).toHaveLength(1);
  });

  it('stays valid when the manager puts its four lines right after [[runners]]', () => {
    const lines = 'id = 7\ntoken = "glrt-x"\ntoken_obtained_at = 2026-01-01T00:00:00Z\n';
    const whole = parse(rendered().replace('[[runners]]\n', `[[runners]]\n${lines}`));
    expect(whole).toMatchObject({ runners: [{ id: 7, token: 'glrt-x', executor: 'docker-autoscaler' }] });
  });

  it('names the authority file only when a certificate is given', () => {
    expect(rendered()).not.toContain('tls-ca-file');
    expect(rendered({ GitLabCaCertificate: '-----BEGIN CERTIFICATE-----' })).toContain(
      'tls-ca-file = "/run/gitlab-runner/gitlab-ca.pem"\n',
    );
  });

  it('gives privileged jobs the certificates of Docker-in-Docker', () => {
    const text = rendered({ Privileged: 'true' });
    expect(text).toContain('privileged = true');
    expect(text).toContain('"/certs/client"');
  });

  it('names the time zone as Go finds it, with its capitals', () => {
    expect(rendered({ Timezone: 'europe/berlin' })).toContain('timezone = "Europe/Berlin"');
  });

  it('changes with the release alone', () => {
    expect(rendered({ Release: '1.2.4' })).not.toBe(rendered());
  });

  it('fails with a sentence when it is larger than a parameter', () => {
    expect(() => rendered({ RunnerName: '\u0001'.repeat(1024), DefaultImage: 'é'.repeat(1024) })).toThrow(
      /has \d+ bytes and an SSM parameter holds 8192: shorten AdditionalRunnerConfig/,
    );
  });

  it('is small enough with the longest PeakPeriods that the template takes, written out', () => {
    const periods = Array.from({ length: 33 }, () => '*/2 */2 */2 * *')
      .join(';')
      .slice(0, 500);
    expect(periods.length).toBeGreaterThan(490);
    expect(() => rendered({ PeakPeriods: periods.slice(0, periods.lastIndexOf(';')) })).not.toThrow();
  });
});
