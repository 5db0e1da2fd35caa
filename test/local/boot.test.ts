import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { bootManager } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { calls } from '../../scripts/local/machine/outside.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { template } from './boot-template.ts';
import { builds } from './builds.ts';

const authority = certificateAuthority();
let emulator: Server;
let root: string;
let cloudFormation: CloudFormationClient;
let ec2: EC2Client;
let stack = 0;

beforeAll(async () => {
  emulator = await startEmulator({
    certificate: { ...authority.issue('localhost'), authority: authority.file },
  });
  const common = {
    endpoint: emulator.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { httpsAgent: { ca: authority.cert } },
  };
  cloudFormation = new CloudFormationClient(common);
  ec2 = new EC2Client(common);
  await new SSMClient(common).send(
    new PutParameterCommand({ Name: '/token', Value: 'glrt-MARKED', Type: 'SecureString' }),
  );
}, 150_000);
afterAll(() => emulator.stop());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manager-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const outside = () => ({
  AWS_ENDPOINT_URL: emulator.endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

async function deployAndBoot(parameter: string) {
  const StackName = `boot-${++stack}`;
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template(parameter)) }),
  );
  const boot = await bootManager({
    cloudFormation,
    ec2,
    stackName: StackName,
    root,
    outside: outside(),
    authority: authority.cert,
  });
  return { StackName, boot };
}

test('a manager boots from what is deployed, and its signal completes the stack', async () => {
  const { StackName, boot } = await deployAndBoot('/token');
  expect(boot.output).toBe('CloudFormation signaled successfully with SUCCESS.\n');
  expect(builds(root)).toEqual([
    { configSets: 'boot', steps: ['config install', 'command 01_install', 'command 02_fetch'] },
    { configSets: 'start', steps: ['config start', 'command 01_start'] },
  ]);
  await waitUntilStackCreateComplete({ client: cloudFormation, maxWaitTime: 20, minDelay: 1 }, { StackName });
  expect(statSync(join(root, 'run/gitlab-runner/config.toml')).mode & 0o777).toBe(0o600);
  expect(boot.calls).toContain(
    'systemd gitlab-runner.service would run /usr/local/bin/gitlab-runner run --config /run/gitlab-runner/config.toml',
  );
  expect(boot.calls.join()).not.toContain('MARKED');
}, 150_000);

test('a step that fails at boot is the reason of the failed stack', async () => {
  const { StackName, boot } = await deployAndBoot('/not-there');
  expect(boot.status).toBe(1);
  expect(builds(root)).toMatchObject([{ failure: 'Command 02_fetch failed' }]);
  expect(readFileSync(join(root, 'var/log/cfn-init-cmd.log'), 'utf8')).toContain('ParameterNotFound');
  const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const reasons = StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason).join('\n');
  expect(reasons).toContain('Error occurred during build: Command 02_fetch failed');
}, 150_000);

test('a booted machine goes on: its unit runs when told, and stops with its own signal', async () => {
  const { boot } = await deployAndBoot('/token');
  writeFileSync(join(root, 'outside/run-units'), 'gitlab-runner.service\n');
  const ended = await runOn(boot.machine, [
    'sh',
    '-c',
    'systemctl restart gitlab-runner; until grep -q "Configuration loaded" /var/log/journal.log; do sleep 0.1; done; systemctl is-active gitlab-runner && systemctl stop gitlab-runner; systemctl is-active gitlab-runner',
  ]);
  expect(ended).toEqual({ status: 3, output: 'active\ninactive\n' });
  expect(calls(root)).toContain('gitlab-runner ends gracefully');
}, 150_000);
