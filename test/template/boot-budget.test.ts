import { expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { powerOffAfter, textOf } from './programs.ts';

interface Config {
  readonly commands?: Readonly<Record<string, { readonly command: string }>>;
  readonly files?: Readonly<Record<string, unknown>>;
}
type Init = Readonly<Record<string, Config>> & {
  readonly configSets: Readonly<Record<string, readonly string[]>>;
};

const { ManagerLaunchTemplate, ManagerReady, ManagerGroup } = readTemplate().Resources;
const init = ManagerLaunchTemplate?.Metadata?.['AWS::CloudFormation::Init'] as Init;
const commands = (init.configSets.boot ?? []).flatMap((name) =>
  Object.values(init[name]?.commands ?? {}).map(({ command }) => command),
);
const limitOf = (line: string) => Number(/\b(?:run-step|timeout) (\d+) /.exec(line)?.[1]);
const sumOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + limitOf(line), 0);
const program = (name: string) => textOf(`manager/opt/gitlab-runner-stack/${name}`);
const seconds = (name: string, text: string) => Number(new RegExp(`^${name} = (\\d+)$`, 'm').exec(text)?.[1]);

/** Programs that end at once with the other executor. */
const ONLY_WITH: Readonly<Record<string, string>> = {
  'install-docker-machine': 'docker+machine',
  'try-first-worker': 'docker-autoscaler',
};

test('each command of the boot has a limit', () => {
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !(limitOf(command) > 0))).toEqual([]);
});

test.each(Object.entries(ONLY_WITH))('%s does nothing with another executor than %s', (name, executor) => {
  const guard = /EXECUTOR"?(?:'\])? (?:!=|=) '?([\w+-]+)/.exec(program(name))?.[1];
  expect(guard).toBe(executor);
});

test.each([
  'docker-autoscaler',
  'docker+machine',
])('a boot with %s in which everything takes its time to the last second signals a minute before nobody waits any more', (executor) => {
  const all = [textOf('user-data/manager.sh'), ...commands];
  const others = Object.keys(ONLY_WITH).filter((name) => ONLY_WITH[name] !== executor);
  // Without [runners.autoscaler] there is nothing to install (commands/fleeting/install.go of gitlab-runner).
  if (executor === 'docker+machine') others.push('gitlab-runner fleeting');
  // What ends in & runs beside the others.
  const steps = all.filter((line) => !line.endsWith('&') && !others.some((name) => line.includes(name)));
  const trial = steps.findIndex((line) => line.endsWith('try-first-worker'));
  // When a step ends at its limit: the seconds until it is killed, and until its log is sent.
  const runStep = program('run-step');
  const killed = Number(/--kill-after=(\d+)/.exec(runStep)?.[1]);
  const logged = Number(/timeout (\d+) send-log/.exec(runStep)?.[1]);
  const most = trial === -1 ? sumOf(steps) : withTrial(steps, trial);
  expect(most).toBeLessThanOrEqual(840 - killed - logged);
  // Until then the machine stays on, whose user data runs within so many seconds.
  expect(most + 20).toBeLessThanOrEqual(powerOffAfter('boot'));
  expect(ManagerReady?.Properties.Timeout).toBe('900');
  expect(ManagerGroup).toMatchObject({ UpdatePolicy: { AutoScalingRollingUpdate: { PauseTime: 'PT15M' } } });
});

/** The trial ends itself by the clock that runs since its launch, beside the steps between; then its worker is removed. */
function withTrial(steps: readonly string[], trial: number): number {
  const launched = steps.findIndex((line) => line.endsWith('try-first-worker launch')) + 1;
  const text = program('try-first-worker');
  const [patience, removal] = [seconds('PATIENCE', text), seconds('TO_REMOVE', text)];
  expect(limitOf(steps[trial] ?? '')).toBeGreaterThan(patience + removal);
  const between = sumOf(steps.slice(launched, trial));
  return (
    sumOf(steps.slice(0, launched)) + Math.max(patience, between) + removal + sumOf(steps.slice(trial + 1))
  );
}

const hooks = ManagerGroup?.Properties.LifecycleHookSpecificationList as Array<Record<string, unknown>>;
const launch = hooks.find(({ LifecycleHookName }) => LifecycleHookName === 'launch');

test('a launch is held for longer than a boot may take, and lets go by itself while CloudFormation still waits', () => {
  expect(launch).toMatchObject({ DefaultResult: 'CONTINUE' });
  expect(launch?.HeartbeatTimeout).toBeGreaterThan(840);
  expect(launch?.HeartbeatTimeout).toBeLessThan(900);
});

test('a boot that never ends, or fails at once and reaches nobody, is powered off a minute before its hook would put it in service', () => {
  const held = Number(launch?.HeartbeatTimeout);
  expect(powerOffAfter('boot')).toBeLessThanOrEqual(held - 60);
  expect(powerOffAfter('active')).toBeLessThanOrEqual(held - 60);
  const userData = textOf('user-data/manager.sh');
  const unless = /--on-boot=\S+ sh -c '\[ -e (\S+) \] \|\| systemctl poweroff'/.exec(userData);
  const { files } = init[init.configSets.boot?.at(-1) ?? ''] ?? {};
  expect(Object.keys(files ?? {})).toEqual([unless?.[1]]);
  // The timer is set before anything that can hang.
  expect(unless?.index).toBeLessThan(userData.search(/timeout|cfn-init/));
});

test('gitlab-runner has its time for the jobs and to tell GitLab of those that are cut, before systemd ends it', () => {
  const stop = program('stop-runner');
  const unit = textOf('manager/etc/systemd/system/gitlab-runner.service');
  const more = Number(/^TimeoutStopSec=\S+s (\d+)s$/m.exec(unit)?.[1]);
  const told = Number(/^wait_for (\d+)$/m.exec(stop)?.[1]);
  // gitlab-runner's shutdown_timeout is 30 s (common/consts.go).
  expect(told).toBeGreaterThan(30);
  expect(more).toBeGreaterThan(told);
});
