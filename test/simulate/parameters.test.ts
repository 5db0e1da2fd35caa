import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { help, readOptions } from '../../scripts/simulate/options.ts';
import { asFlags, defaultParameters, settingsOf } from '../../scripts/simulate/parameters.ts';
import { machineRendered, rendered } from '../configuration/sample.ts';

const CHANGES = {
  ...{
    MaxWorkers: '12',
    JobsPerWorker: '4',
    MaxJobsPerWorker: '0',
    IdleWorkers: '2',
    IdleTime: '900',
    IdleFactor: '0.5',
  },
  ...{ OffPeakIdleWorkers: '1', PeakPeriods: '0-29 8-17 * * mon-fri', Timezone: 'Europe/Berlin' },
};
type Table = Readonly<Record<string, number | string | boolean | readonly string[]>>;
/** The head and the scaler of the only `[[runners]]`. */
const read = (text: string) => {
  const { concurrent, runners } = parse(text) as unknown as {
    concurrent: number;
    runners: [
      { limit: number; autoscaler: Table & { policy: Table[] }; machine: Table & { autoscaling: Table[] } },
    ];
  };
  return { concurrent, ...runners[0] };
};

describe("the template's parameters", () => {
  it('are simulated as the config.toml that the stack renders of them says it', () => {
    const { concurrent, limit, autoscaler } = read(rendered(CHANGES));
    const settings = settingsOf({ ...defaultParameters(), ...CHANGES });
    expect(settings).toMatchObject({
      ...{ executor: 'docker-autoscaler', concurrent: Math.min(concurrent, limit) },
      maxWorkers: autoscaler.max_instances,
      jobsPerWorker: autoscaler.capacity_per_instance,
      maxJobsPerWorker: Number.POSITIVE_INFINITY,
    });
    expect(autoscaler.max_use_count).toBe(0);
    expect(settings.phases.map(({ idle }) => idle)).toEqual([4, 8]);
    expect(autoscaler.policy.map(({ scale_factor }) => scale_factor)).toEqual(
      settings.phases.map(({ idleFactor }) => idleFactor),
    );
    expect(
      settings.phases.map(({ periods, timezone, idle, idleSeconds, preemptive }) => [
        periods.map((fields) => fields.join(' ')),
        ...[timezone, idle, `${idleSeconds}s`, preemptive],
      ]),
    ).toEqual(
      autoscaler.policy.map(({ periods, timezone, idle_count, idle_time, preemptive_mode }) => [
        ...[periods, timezone, idle_count, idle_time, preemptive_mode],
      ]),
    );
  });

  it('and so are those of the other executor, which waits for a ready machine where some are kept', () => {
    const changes = { ...CHANGES, Executor: 'docker+machine', JobsPerWorker: '1', OffPeakIdleWorkers: '0' };
    const { concurrent, machine } = read(machineRendered(changes));
    expect(settingsOf({ ...defaultParameters(), ...changes })).toMatchObject({
      ...{ executor: 'docker+machine', concurrent, maxBooting: machine.MaxGrowthRate },
      phases: [
        { idle: machine.IdleCount, idleFactor: 0, idleSeconds: machine.IdleTime, preemptive: false },
        {
          ...{
            idle: machine.autoscaling[0]?.IdleCountMin,
            idleFactor: machine.autoscaling[0]?.IdleScaleFactor,
          },
          ...{ timezone: 'Europe/Berlin', preemptive: true },
        },
      ],
    });
  });

  it('that the stack refuses are refused with its own sentence', () => {
    expect(() => settingsOf({ ...defaultParameters(), PeakPeriods: '* 25 * * *' })).toThrow(/wrong hour/);
  });

  it('are told apart as flags that a shell takes', () => {
    const defaults = defaultParameters();
    const changed = { ...defaults, MaxWorkers: '30', PeakPeriods: '* 8 * * *' };
    expect(asFlags(changed, defaults)).toBe("--MaxWorkers 30 --PeakPeriods '* 8 * * *'");
  });
});

describe('the command line', () => {
  it('takes the parameters by their names, and the rest has defaults', () => {
    const args = ['jobs.json', '--MaxWorkers', '30', '--wait', '30', '--json', 'all.json'];
    expect(readOptions(args)).toMatchObject({
      file: 'jobs.json',
      parameters: { ...defaultParameters(), MaxWorkers: '30' },
      inputs: {
        start: {
          'docker-autoscaler': { boot: 40, images: 10 },
          'docker+machine': { boot: 140, images: 10 },
        },
      },
      ...{ wait: 30, json: 'all.json' },
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

  it('tells every flag that it takes when it is asked for help', () => {
    expect(readOptions(['--help']).help).toBe(true);
    const flags = ['wait', 'boot', 'machine-boot', 'images', 'region', 'price', 'job', 'json'];
    for (const flag of [...flags, ...Object.keys(defaultParameters())])
      expect(help()).toContain(`--${flag} `);
  });
});
