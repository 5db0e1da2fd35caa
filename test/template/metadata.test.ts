import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { optionsOf } from '../configuration/sample.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts/rehearse-metadata.sh');
const { Resources } = readTemplate();

interface Guard {
  readonly hops: unknown;
  readonly tokens: unknown;
}

function guardOf(launchTemplate: string): Guard {
  const { MetadataOptions } = Resources[launchTemplate]?.Properties.LaunchTemplateData as {
    MetadataOptions: { HttpTokens: string; HttpPutResponseHopLimit: number };
  };
  return { hops: MetadataOptions.HttpPutResponseHopLimit, tokens: MetadataOptions.HttpTokens };
}

/** docker-machine's own options for what it launches. */
const machineGuard: Guard = {
  hops: optionsOf()['amazonec2-metadata-token-response-hop-limit']?.[0],
  tokens: optionsOf()['amazonec2-metadata-token']?.[0],
};

/** What each who asks gets from a metadata service that is guarded so, on this kernel's own network. */
async function rehearse({ hops, tokens }: Guard, role: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(SCRIPT, [String(hops), String(tokens), role]);
  const lines = stdout.trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
}

describe.each([
  ['the manager', guardOf('ManagerLaunchTemplate')],
  ["docker-autoscaler's workers", guardOf('WorkerLaunchTemplate')],
  ["docker-machine's workers", machineGuard],
])('the metadata of %s', (_, guard) => {
  test('gives credentials to who is one hop away and has a token, and none to a container behind it', async () => {
    expect(await rehearse(guard, 'role')).toEqual({
      'instance with-token': 'credentials of role',
      'instance without-token': '401',
      'container with-token': 'nothing',
      'container without-token': '401',
    });
  }, 60_000);
});

test('a job on the network of its worker finds that there are no credentials at all', async () => {
  const answers = await rehearse(guardOf('WorkerLaunchTemplate'), '');
  expect(answers).toMatchObject({ 'instance with-token': '404', 'container with-token': 'nothing' });
}, 60_000);

describe('without the guard a container gets them, so that this rehearsal can fail', () => {
  test('when the answer may travel on', async () => {
    const answers = await rehearse({ hops: 64, tokens: 'required' }, 'role');
    expect(answers['container with-token']).toBe('credentials of role');
  }, 60_000);
  test('when no token is asked for', async () => {
    const answers = await rehearse({ hops: 1, tokens: 'optional' }, 'role');
    expect(answers['container without-token']).toBe('credentials of role');
  }, 60_000);
});
