import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runCfnInit } from '../../scripts/local/cfn-init/run.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const play = async (...configs: object[]) => {
  const named = Object.fromEntries(configs.map((config, index) => [`c${index}`, config]));
  const init = { configSets: { default: Object.keys(named) }, ...named };
  return (await runCfnInit({ 'AWS::CloudFormation::Init': init }, { root, standIns: STAND_INS })).steps;
};
const unit = '[Service]\nExecStart=/bin/true\n';
const files = (setting: string) => ({
  '/etc/systemd/system/one.service': { content: unit },
  '/etc/setting': { content: setting },
});
const service = (more: object) => ({ services: { systemd: { one: more } } });
const running = { enabled: 'true', ensureRunning: 'true', files: ['/etc/setting'], commands: ['listened'] };

test('a service is enabled and started once, and restarted only when a file that it listens to changed', async () => {
  const steps = await play(
    { files: files('a'), ...service(running) },
    { files: files('a'), ...service(running) },
    { files: files('b'), ...service(running) },
  );
  expect(steps.filter((step) => step.includes('services'))).toEqual([
    'c0 services one enable, start',
    'c1 services one enable',
    'c2 services one enable, restart',
  ]);
});

test('a service is restarted when a command that it listens to ran, and not when it was skipped', async () => {
  const command = (name: string, test: string) => ({ commands: { [name]: { command: 'true', test } } });
  const steps = await play(
    { files: files('a'), ...service(running) },
    { ...command('listened', 'true'), ...service(running) },
    { ...command('listened', 'false'), ...service(running) },
    { ...command('other', 'true'), ...service(running) },
  );
  expect(steps.filter((step) => step.includes('services')).slice(1)).toEqual([
    'c1 services one enable, restart',
    'c2 services one enable',
    'c3 services one enable',
  ]);
});

test('a service that is not wanted is stopped and disabled', async () => {
  const unwanted = { enabled: 'false', ensureRunning: 'false' };
  const steps = await play({ files: files('a'), ...service(running) }, service(unwanted));
  expect(steps.at(-1)).toBe('c1 services one disable, stop');
});

test('a service without a unit file, or that does not start, is an error', async () => {
  await expect(play(service(running))).rejects.toThrow(
    'c0, services, one: systemctl enable one: Unit one could not be found.',
  );
  const broken = { '/etc/systemd/system/one.service': { content: `${unit}ExecStartPre=/bin/false\n` } };
  await expect(play({ files: broken, ...service(running) })).rejects.toThrow('Job for one.service failed.');
});
