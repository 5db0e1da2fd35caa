import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineWithRunner, RUNNER } from './machine.ts';

const PLACE = 'opt/plugins/registry.gitlab.com/gitlab-org/fleeting/plugins/aws/1.1.0/plugin';
let machine: ReturnType<typeof machineWithRunner>;
beforeEach(() => {
  machine = machineWithRunner();
});
afterEach(() => machine.remove());

const fleeting = (subcommand: string) =>
  machine.run(`gitlab-runner fleeting --config config.toml ${subcommand}`, {
    LOG_FORMAT: 'text',
    FLEETING_PLUGIN_PATH: '/opt/plugins',
  });
const withPlugin = (plugin: string) =>
  machine.configure(`${RUNNER}[runners.autoscaler]\nplugin = "${plugin}"\n`);

test('a plugin is installed where the real installer puts it, once', async () => {
  withPlugin('aws:1.1.0');
  const first = await fleeting('install');
  expect(first).toMatchObject({ status: 0, output: expect.stringContaining(`path: /${PLACE}\n`) });
  expect(statSync(join(machine.root, PLACE)).mode & 0o777).toBe(0o755);
  const second = await fleeting('install');
  expect(second).toMatchObject({ status: 0, output: expect.not.stringContaining('path:') });
  expect((await fleeting('list')).status).toBe(0);
});

test.each(['aws:1.2.0', 'gcp:1.1.0', 'example.com/aws:1.1.0'])('%s is not there', async (plugin) => {
  withPlugin(plugin);
  const { status, output } = await fleeting('install');
  expect(status).toBe(1);
  expect(output).toContain(`runner: MARKED-to, plugin: ${plugin}, install/update error:: getting image`);
  expect((await fleeting('list')).status).toBe(1);
});

test('a runner without an autoscaler has no plugin, which is no error', async () => {
  machine.configure(RUNNER);
  const { status, output } = await fleeting('install');
  expect(status).toBe(0);
  expect(output).toContain('No plugins to install, review your runner configuration.');
});
