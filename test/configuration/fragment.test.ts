import { parse, type TomlTable } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { ownSection } from '../../functions/configuration/config-toml.ts';
import { fold, ownershipFaults } from '../../functions/configuration/owned-keys.ts';
import { leaves } from '../../functions/configuration/reload.ts';
import { writeToml } from '../../functions/configuration/toml.ts';
import { MACHINE_SAMPLE } from '../support/samples/configuration.ts';
import { leavesInPython } from './in-python.ts';
import { parsed, rendered, runnerOf } from './sample.ts';

const withFragment = (AdditionalRunnerConfig: string) => runnerOf({ AdditionalRunnerConfig });
const refused = (AdditionalRunnerConfig: string) => () => parsed({ AdditionalRunnerConfig });

describe('AdditionalRunnerConfig', () => {
  it('is merged into [[runners]] and its tables', () => {
    const runner = withFragment(
      'output_limit = 8192\n[docker]\nshm_size = 300\n[feature_flags]\nFF_A = true\n',
    );
    expect(runner).toMatchObject({
      name: 'runner "one"',
      output_limit: 8192,
      docker: { image: 'alpine:3.22', shm_size: 300 },
      feature_flags: { FF_A: true },
    });
  });

  it('adds to lists, and takes nothing out of them', () => {
    const fragment = 'environment = ["A=1"]\n[docker]\nvolumes = ["/certs"]\n';
    expect(withFragment(fragment)).toMatchObject({
      environment: ['A=1'],
      docker: { volumes: ['/cache', '/certs'] },
    });
    const { environment } = runnerOf({ AdditionalRunnerConfig: fragment, HttpsProxy: 'http://proxy:3128' });
    expect(environment).toEqual(expect.arrayContaining(['https_proxy=http://proxy:3128', 'A=1']));
  });

  it('keeps its lists of tables', () => {
    const fragment = '[[docker.services]]\nname = "a"\n[[docker.services]]\nname = "b"\n';
    expect(withFragment(fragment).docker).toMatchObject({ services: [{ name: 'a' }, { name: 'b' }] });
  });

  it('keeps a float a float and an integer an integer: an IdleScaleFactor of 1 would be fatal', () => {
    const fragment = 'a = 1.0\nb = 1\nc = 1.5\noutput_limit = 9007199254740993\n';
    const text = rendered({ RunnerVersion: '99.0.0', AdditionalRunnerConfig: fragment });
    const found = leavesInPython([text])[0]?.filter(([path]) => /^runners\.([a-c]|output_limit)$/.test(path));
    expect(found?.map(([, kind]) => kind)).toEqual(['float', 'integer', 'float', 'integer']);
    expect(text).toContain('output_limit = 9007199254740993\n');
    expect(writeToml({ IdleScaleFactor: 1, IdleCount: 1n })).toBe('IdleScaleFactor = 1.0\nIdleCount = 1\n');
  });

  it.each([
    ...['runners', 'id', 'token', 'token_obtained_at', 'token_expires_at', 'name', 'url', 'tls-ca-file'],
    ...['executor', 'limit', 'request_concurrency', 'autoscaler', 'machine', 'docker.image'],
    ...['docker.privileged', 'cache.Type', 'cache.Shared', 'cache.s3'],
  ])('may not set %s', (path) => {
    const fragment = `${path.includes('.') ? path : `"${path}"`} = "MARKED"\n`;
    expect(refused(fragment)).toThrow(`AdditionalRunnerConfig may not set ${path}: `);
    expect(refused(fragment)).not.toThrow('MARKED');
  });

  it.each([
    ['docker-autoscaler', {}],
    ['docker+machine', MACHINE_SAMPLE],
  ])('may not set anything that the stack writes itself with %s, and add only to lists and tables', (_, changes) => {
    const own = ownSection(parsed({ ...changes, HttpsProxy: 'http://proxy:80', GitLabCaCertificate: '/ca' }));
    const values = leaves(own).filter(([path]) => !['environment', 'docker.volumes'].includes(path));
    const allowed = values.filter(([path]) => {
      const fragment = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), 'MARKED');
      return ownershipFaults(fragment as TomlTable, own).length === 0;
    });
    expect(values.length).toBeGreaterThan(15);
    expect(allowed).toEqual([]);
  });

  it('takes as one what Go’s EqualFold takes as one with a letter of a key', () => {
    const different = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(
      (one) => /^[a-z]$/iu.test(one) && !/^[a-z]$/.test(fold(one)),
    );
    expect(different).toEqual([]);
  });

  it.each([
    ['URL = "https://x"', 'may not set URL: use GitLabUrl'],
    ['Token = "x"', 'may not set Token'],
    ['[Docker]\nshm_size = 1', 'must write Docker in small letters'],
    ['[Docker]\nImage = "x"', 'may not set Docker.Image'],
    ['"tl\u017f-ca-file" = "x"', 'may not set tl\u017f-ca-file'],
    ['[cache."\u017f3"]\nBucketName = "x"', 'may not set cache.\u017f3'],
    ['"to\u212aen" = "x"', 'may not set to\u212aen'],
  ])('cannot get round that by capitals, which gitlab-runner does not tell apart: %j', (fragment, fault) => {
    expect(refused(fragment)).toThrow(fault);
  });

  it.each([
    ['[autoscaler.plugin_config]\nname = "x"', 'may not set autoscaler'],
    ['[[autoscaler.policy]]\nidle_count = 1', 'may not set autoscaler'],
    ['[machine]\nIdleScaleFactor = 1.0', 'may not set machine'],
    ['[cache.s3]\nBucketName = "x"', 'may not set cache.s3'],
    ['[cache]\npath = "x"', 'may not set cache.path'],
    ['[runners.docker]\nshm_size = 1', 'write [docker] and not [runners.docker]'],
    ['[[runners]]\noutput_limit = 1', 'write [docker] and not [runners.docker]'],
    ['environment = "A=1"', 'must make environment a list'],
    ['docker = 1', 'must make docker a table'],
    ['[docker]\nvolumes = "/a"', 'must make docker.volumes a list'],
    ['cache = []', 'must make cache a table'],
  ])('is refused as %j', (fragment, fault) => {
    expect(refused(fragment)).toThrow(fault);
  });

  it.each([
    ['a = 1\nb = = 2', 'line 2 of AdditionalRunnerConfig is wrong: Invalid TOML document'],
    ['a = "MARKED', 'line 1 of AdditionalRunnerConfig is wrong'],
    ['a = 1\na = 2', 'line 2'],
    ['__proto__ = 1', 'line 1'],
    ['[constructor]\nprototype = 1', 'line 1'],
  ])('that is no TOML is refused with its line: %j', (fragment, fault) => {
    expect(refused(fragment)).toThrow(fault);
    expect(refused(fragment)).not.toThrow('MARKED');
  });

  it('may be left empty, or hold comments alone', () => {
    expect(parse(rendered({ AdditionalRunnerConfig: '# nothing\n' }))).toEqual(parse(rendered()));
  });
});
