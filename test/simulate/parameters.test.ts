import { describe, expect, it } from 'vitest';
import { readConfigToml } from '../../scripts/simulate/config-toml.ts';
import { alternatives } from '../../scripts/simulate/grid.ts';
import { readOptions } from '../../scripts/simulate/options.ts';
import { defaultParameters, settingsOf } from '../../scripts/simulate/parameters.ts';

describe("the template's parameters", () => {
  it('become the settings of the config.toml that the stack renders', () => {
    const given = { JobsPerWorker: '4', MaxJobsPerWorker: '0', IdleWorkers: '2', IdleTime: '900' };
    const peak = { PeakPeriods: '* 8-17 * * mon-fri', Timezone: 'Europe/Berlin' };
    expect(settingsOf({ ...defaultParameters(), ...given, ...peak })).toMatchObject({
      executor: 'docker-autoscaler',
      concurrent: 40,
      maxWorkers: 10,
      jobsPerWorker: 4,
      maxJobsPerWorker: Number.POSITIVE_INFINITY,
      phases: [{ idle: 0 }, { idle: 0 }, { idle: 8, idleSeconds: 900, timezone: 'Europe/Berlin' }],
    });
  });

  it('and so they do for the other executor', () => {
    const given = { Executor: 'docker+machine', IdleWorkers: '2', PeakPeriods: '* 8 * * *' };
    expect(settingsOf({ ...defaultParameters(), ...given })).toMatchObject({
      executor: 'docker+machine',
      ...{ concurrent: 10, maxWorkers: 10, maxJobsPerWorker: 1, maxBooting: 20 },
      phases: [
        { idle: 0, preemptive: false },
        { idle: 2, idleSeconds: 600, preemptive: true },
      ],
    });
  });

  it('can all be simulated in the alternatives', () => {
    const given = { ...defaultParameters(), MaxWorkers: '4', IdleTime: '120' };
    const grid = alternatives(given);
    for (const parameters of grid) settingsOf(parameters);
    expect(new Set(grid.map((parameters) => JSON.stringify(parameters))).size).toBe(grid.length);
    expect(grid).toContainEqual(given);
  });
});

describe('a config.toml', () => {
  const policy = (lines: string) =>
    readConfigToml(`[[runners]]\n[runners.autoscaler]\n[[runners.autoscaler.policy]]\n${lines}`).phases.at(
      -1,
    );

  it("is read with gitlab-runner's own defaults: preemptive where something waits, and no limit for 0", () => {
    expect(policy('idle_count = 2\nidle_time = "1h20m30s"')).toMatchObject({
      preemptive: true,
      idleSeconds: 4830,
    });
    expect(policy('idle_count = 2\npreemptive_mode = false')?.preemptive).toBe(false);
    expect(policy('idle_count = 0\npreemptive_mode = true')?.preemptive).toBe(false);
    expect(readConfigToml('concurrent = 3\n[[runners]]\nlimit = 0\n[runners.machine]')).toMatchObject({
      ...{ concurrent: 3, maxWorkers: Number.POSITIVE_INFINITY, maxBooting: Number.POSITIVE_INFINITY },
    });
  });

  it('without an autoscaler, or with a period that is none, is refused', () => {
    expect(() => readConfigToml('[[runners]]\nexecutor = "shell"')).toThrow(
      /must have \[runners.autoscaler\]/,
    );
    expect(() => policy('periods = ["* 25 * * *"]')).toThrow('The period "* 25 * * *" has a wrong hour');
  });
});

describe('the command line', () => {
  it('takes the parameters by their names, and the rest has defaults', () => {
    expect(
      readOptions(['jobs.json', '--MaxWorkers', '20', '--wait', '30', '--svg', 'plot.svg']),
    ).toMatchObject({
      file: 'jobs.json',
      parameters: { ...defaultParameters(), MaxWorkers: '20' },
      inputs: { bootSeconds: { 'docker-autoscaler': 40, 'docker+machine': 140 } },
      wait: 30,
      to: { svg: 'plot.svg' },
    });
  });

  it.each([
    [['--boot', '0'], '--boot must be a number above 0.'],
    [['--WorkerInstanceTypes', 'm9.huge'], /^The prices of .* have no m9.huge in us-east-1: give --price/],
    [['one.json', 'two.json'], 'Give one file of jobs, or none for the built-in week.'],
    [['--idle', '3'], /Unknown option '--idle'/],
  ])('%s is refused with a sentence', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
