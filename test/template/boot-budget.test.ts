import { expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { textOf } from './programs.ts';

interface Config {
  readonly commands?: Readonly<Record<string, { readonly command: string }>>;
}
type Init = Readonly<Record<string, Config>> & {
  readonly configSets: Readonly<Record<string, readonly string[]>>;
};

const { ManagerLaunchTemplate, ManagerReady, ManagerGroup } = readTemplate().Resources;
const init = ManagerLaunchTemplate?.Metadata?.['AWS::CloudFormation::Init'] as Init;
const commands = (init.configSets.boot ?? []).flatMap((name) => Object.values(init[name]?.commands ?? {}));
const limitOf = (line: string) => Number(/\b(?:run-step|timeout) (\d+) /.exec(line)?.[1]);

test('each command of the boot has a limit', () => {
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter(({ command }) => !(limitOf(command) > 0))).toEqual([]);
});

test('a boot in which everything takes its time to the last second signals a minute before nobody waits any more', () => {
  const lines = [...commands.map(({ command }) => command), textOf('user-data/manager.sh')];
  const steps = lines.reduce((sum, line) => sum + limitOf(line), 0);
  // When a step ends at its limit: the seconds until it is killed, and until its log is sent.
  const runStep = textOf('manager/opt/gitlab-runner-stack/run-step');
  const killed = Number(/--kill-after=(\d+)/.exec(runStep)?.[1]);
  const logged = Number(/timeout (\d+) send-log/.exec(runStep)?.[1]);
  expect(steps + killed + logged).toBeLessThanOrEqual(840);
  expect(ManagerReady?.Properties.Timeout).toBe('900');
  expect(ManagerGroup).toMatchObject({ UpdatePolicy: { AutoScalingRollingUpdate: { PauseTime: 'PT15M' } } });
});

test('gitlab-runner has its time for the jobs and to tell GitLab of those that are cut, before systemd ends it', () => {
  const stop = textOf('manager/opt/gitlab-runner-stack/stop-runner');
  const unit = textOf('manager/etc/systemd/system/gitlab-runner.service');
  const more = Number(/^TimeoutStopSec=\S+s (\d+)s$/m.exec(unit)?.[1]);
  const told = Number(/^wait_for (\d+)$/m.exec(stop)?.[1]);
  // gitlab-runner's shutdown_timeout is 30 s (common/consts.go).
  expect(told).toBeGreaterThan(30);
  expect(more).toBeGreaterThan(told);
});
