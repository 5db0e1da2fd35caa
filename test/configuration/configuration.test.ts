import { createHash } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuration } from '../../functions/configuration/configuration.ts';
import { parameterStore } from '../../functions/configuration/parameter-store.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { requestFor, STACK } from '../support/request.ts';
import { SAMPLE } from '../support/samples/configuration.ts';

const name = `/gitlab-runner/${STACK.guid}/Thing/config.toml`;
let emulator: Server;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator();
  ssm = new SSMClient({
    endpoint: emulator.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}, 40_000);
afterAll(() => emulator.stop());

const stored = async () => (await ssm.send(new GetParameterCommand({ Name: name }))).Parameter;
const resource = () => configuration(parameterStore(ssm));

describe('Custom::RunnerConfiguration in a real Parameter Store API', () => {
  it('knows its physical id from the stack alone, with properties or without', () => {
    const properties = resource().parse(SAMPLE);
    expect(resource().identify(properties, STACK)).toBe(name);
    expect(resource().identifyInvalid(STACK)).toBe(name);
  });

  it('stores the file as a String and answers its name, its version and the key', async () => {
    const answer = await resource().ensure(requestFor(resource().parse(SAMPLE)));
    expect(answer).toEqual({
      ParameterName: name,
      ParameterVersion: '1',
      Sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      GitLabUrl: 'https://gitlab.example.com/gitlab',
      ReplacementKey: expect.stringMatching(/^[0-9a-f]{16}$/),
      Warnings: '',
    });
    const { Type, Value = '' } = (await stored()) ?? {};
    expect([Type, Value]).toEqual(['String', expect.stringContaining('[[runners]]')]);
    expect(answer.Sha256).toBe(createHash('sha256').update(Value).digest('hex'));
  });

  it('answers what it advises, in sentences', async () => {
    const advised = resource().parse({ ...SAMPLE, OffPeakIdleWorkers: '1', Privileged: 'true' });
    const { Warnings } = await resource().ensure(requestFor(advised));
    expect(Warnings).toMatch(/^A privileged job .*\. OffPeakIdleWorkers means nothing .*\.$/);
  });

  it('writes over its own parameter and answers the next version', async () => {
    const answer = await resource().ensure(requestFor(resource().parse({ ...SAMPLE, Release: '2.0.0' })));
    expect(answer.ParameterVersion).toBe('3');
    expect((await stored())?.Value).toContain('2.0.0');
  });

  it('stays when a Create is cleaned up after another has succeeded', async () => {
    await resource().ensure(requestFor(resource().parse(SAMPLE)));
    await resource().remove({ ...requestFor(undefined), successor: async () => name });
    expect(await stored()).toBeDefined();
  });

  it('never removes what an id names that is not its own', async () => {
    const other = { ...STACK, logicalId: 'Other' };
    await resource().remove(requestFor(undefined, name, other));
    expect(await stored()).toBeDefined();
  });

  it('removes its parameter, also under an id that CloudFormation made up, and once more is no error', async () => {
    await resource().remove(requestFor(undefined, 'runner_Thing_1ABCDEF'));
    await expect(stored()).rejects.toThrow(expect.objectContaining({ name: 'ParameterNotFound' }));
    await resource().remove(requestFor(undefined, name));
  });
});
