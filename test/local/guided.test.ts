import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { bootOne } from '../../scripts/local/manager.ts';
import { resourceStatus, viewStack } from '../../scripts/local/stack.ts';
import { PROJECT_ID } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';

const SAM = join(PROJECT, '.tools/sam/bin');
let world: World;

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  expect(await world.sam.run('build')).toBe(0);
}, 60_000);
afterAll(() => world.stop());

test('sam deploy --guided, answered in a terminal, makes the stack; the token is neither echoed nor saved', async () => {
  const token = world.gitLab.issueAccessToken(['create_runner', 'manage_runner', 'read_api']);
  const answers = {
    GitLabUrl: world.gitLab.url,
    GitLabToken: token,
    RunnerScope: `project/${PROJECT_ID}`,
    GitLabCaCertificate: world.certificate,
  };
  const saved = join(world.folder, 'samconfig.toml');
  const person = spawn(
    join(SAM, 'python3'),
    [join(import.meta.dirname, 'guided.py'), JSON.stringify(answers), saved, join(SAM, 'sam')],
    {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, HOME: world.folder, SAM_CLI_TELEMETRY: '0', ...world.environment },
    },
  );
  let shown = '';
  for (const stream of [person.stdout, person.stderr]) stream.on('data', (chunk) => (shown += chunk));
  const ended = once(person, 'close');

  const client = new CloudFormationClient(world.aws);
  while (person.exitCode === null) {
    if ((await resourceStatus(client, 'guided', 'ManagerReady')) === 'CREATE_IN_PROGRESS') {
      await bootOne(world, 'guided');
      break;
    }
    await sleep(250);
  }
  const [status] = await ended;
  expect(status, shown).toBe(0);
  expect((await viewStack(client, 'guided')).status).toBe('CREATE_COMPLETE');
  expect(shown).toContain('Parameter GitLabToken');
  expect(shown).not.toContain(token);
  expect(readFileSync(saved, 'utf8')).toContain('RunnerScope');
  expect(readFileSync(saved, 'utf8')).not.toContain(token);
}, 300_000);
