import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { STACK } from '../../scripts/local/deployment.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { GROUP } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { cloneTo, inShell } from '../support/clone.ts';
import { withManager } from './with-manager.ts';

const [, SECTION = ''] = /^## With few permissions.*\n([\s\S]*?)^## /m.exec(read('docs/install.md')) ?? [];
const LINES = [...SECTION.matchAll(/^(?:npm|sam|aws) .*$/gm)].map(([line]) => line);

let [world, clone, client] = [] as unknown as [World, string, CloudFormationClient];
beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  clone = cloneTo(mkdtempSync(join(tmpdir(), 'clone-')));
  client = new CloudFormationClient(world.aws);
  const token = world.gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  const ssm = new SSMClient(world.aws);
  for (const [Name, Type, Value] of [
    ['/ci/gitlab-token', 'SecureString', token],
    ['/ci/authority', 'String', world.gitLabAuthority],
  ] as const)
    await ssm.send(new PutParameterCommand({ Name, Type, Value }));
}, 300_000);
afterAll(() => world.stop());

test('the page’s commands make the deploy role, and with its outputs a stack', async () => {
  const [deploy = '', ...before] = LINES.toReversed();
  let said = '';
  for (const line of before.toReversed()) {
    const ran = await inShell(line, clone, world.environment);
    expect(ran.status, ran.said).toBe(0);
    said = ran.said;
  }
  const outputs = Object.fromEntries(said.split('\n').map((line) => line.split('\t')));
  const line = deploy
    .replace(/(?<=--role-arn )\S+/, outputs.RoleArn)
    .replace(/PermissionsBoundary=\S+ TokenKeyArn=\S+ RolePath=\S+/, outputs.ParameterOverrides)
    .replace(/group\/\d+/, `group/${GROUP}`);
  expect(line).not.toContain('123456789012');
  const local = `GitLabUrl=${world.gitLab.url} GitLabCaCertificate=/ci/authority`;
  const stack = inShell(`${line} ${local}`, clone, world.environment);
  const { status, said: all } = await withManager(world, client, stack);
  expect([status, (await viewStack(client, STACK)).status], all).toEqual([0, 'CREATE_COMPLETE']);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  const given = Stacks?.[0]?.Parameters?.find(({ ParameterKey }) => ParameterKey === 'TokenKeyArn');
  expect(given?.ParameterValue).toBe(outputs.TokenKeyArn);
  expect((await viewStack(client, STACK)).outputs.ManagerRoleArn).toContain(':role/gitlab-runner-stack/');
}, 400_000);
