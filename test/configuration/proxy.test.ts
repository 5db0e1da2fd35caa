import { describe, expect, it } from 'vitest';
import { parsed, runnerOf } from './sample.ts';

describe('a proxy', () => {
  it('is in the environment of jobs, with capitals and without', () => {
    expect(
      runnerOf({ HttpsProxy: 'http://proxy:3128/', NoProxy: '.example.com, 10.0.0.0/8' }).environment,
    ).toEqual([
      'HTTPS_PROXY=http://proxy:3128',
      'https_proxy=http://proxy:3128',
      'HTTP_PROXY=http://proxy:3128',
      'http_proxy=http://proxy:3128',
      'NO_PROXY=localhost,127.0.0.1,169.254.169.254,docker,docker:2375,docker:2376,.example.com,10.0.0.0/8',
      'no_proxy=localhost,127.0.0.1,169.254.169.254,docker,docker:2375,docker:2376,.example.com,10.0.0.0/8',
    ]);
  });

  it('keeps port 80, without which curl would take 1080', () => {
    expect(parsed({ HttpsProxy: 'http://proxy:80' }).proxy?.url).toBe('http://proxy:80');
  });

  it('is none when it is empty, whatever needs none', () => {
    expect(runnerOf({ NoProxy: '.example.com' })).not.toHaveProperty('environment');
  });

  it.each([
    'http://user:MARKED@proxy:3128',
    'http://MARKED@proxy:3128',
    'proxy:3128',
    'socks5://proxy:3128',
    'http://proxy:3128/path',
    'http://proxy',
    'http://proxy:0',
    'http://proxy:65536',
    'https://proxy:3128',
    'http://proxy:3128\nA=1',
  ])('is refused as %j', (HttpsProxy) => {
    expect(() => parsed({ HttpsProxy })).toThrow('HttpsProxy must be like http://proxy.example.com:3128');
    expect(() => parsed({ HttpsProxy })).not.toThrow('MARKED');
  });

  it('takes no exceptions with white space or quotes in them', () => {
    expect(() => parsed({ HttpsProxy: 'http://proxy:3128', NoProxy: 'a b' })).toThrow('NoProxy');
    expect(() => parsed({ HttpsProxy: 'http://proxy:3128', NoProxy: '"' })).toThrow('NoProxy');
  });

  it('takes no asterisk among the exceptions, which curl and Python do not understand there', () => {
    for (const NoProxy of ['*.example.com', '*'])
      expect(() => parsed({ HttpsProxy: 'http://proxy:3128', NoProxy })).toThrow('NoProxy must be');
  });
});
