import { beforeAll, describe, expect, it } from 'vitest';
import { COMBINATIONS } from './combinations.ts';
import { type Leaf, leavesInPython } from './in-python.ts';
import { KNOWN_MACHINE_OPTIONS } from './machine-options.ts';
import { objection } from './objection.ts';
import { rendered } from './sample.ts';

// As a misspelt key and a whole number for a float would be.
const WRONG = '[[runners]]\nlimits = 1\n[runners.machine]\nIdleScaleFactor = 1\nMachineOptions = "one"\n';
const LEAVES: Leaf[][] = [];
beforeAll(() => {
  LEAVES.push(...leavesInPython([...COMBINATIONS.map(({ changes }) => rendered(changes)), WRONG]));
});

describe('the check of config.toml by a TOML parser of another language', () => {
  it('is made for at least forty combinations of parameters', () => {
    expect(new Set(COMBINATIONS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
  });

  it('finds what gitlab-runner would refuse', () => {
    expect((LEAVES.at(-1) ?? []).map(objection)).toEqual([
      'runners.limits is unknown',
      'runners.machine.IdleScaleFactor is integer and should be float',
      'runners.machine.MachineOptions is string and should be strings',
    ]);
  });
});

describe.each(COMBINATIONS.map((one, index) => ({ ...one, index })))('$name', ({ changes, index }) => {
  const leaves = () => LEAVES[index] ?? [];
  const read = (path: string) => leaves().find(([one]) => one === path)?.[2];

  it('has keys and types that gitlab-runner knows', () => {
    const objections = leaves().map(objection);
    expect(objections.filter((one) => one !== undefined)).toEqual([]);
    expect(objections.length).toBeGreaterThan(15);
  });

  it('allows as many jobs as there is room for, and asks for at least two at a time', () => {
    const room = Number(changes.MaxWorkers) * Number(changes.JobsPerWorker);
    expect([read('concurrent'), read('runners.limit')]).toEqual([room, room]);
    expect(read('runners.request_concurrency')).toBeGreaterThanOrEqual(2);
  });

  it('leaves room for the four lines of the registration', () => {
    expect(rendered(changes).match(/^\[\[runners]]$/gm)).toHaveLength(1);
    expect(leaves().filter(([path]) => /^runners\.(id|token.*)$/.test(path))).toEqual([]);
  });
});

const MACHINES = COMBINATIONS.map((one, index) => ({ ...one, index })).filter(
  ({ changes }) => changes.Executor === 'docker+machine',
);
describe.each(MACHINES)('$name', ({ index }) => {
  it('has options that docker-machine knows, each once but for the variables of the engine', () => {
    const options = LEAVES[index]?.find(
      ([path]) => path === 'runners.machine.MachineOptions',
    )?.[2] as string[];
    const names = options.map((option) => option.replace(/=.*/s, ''));
    expect(names.filter((one) => !KNOWN_MACHINE_OPTIONS.includes(one))).toEqual([]);
    const once = names.filter((one) => one !== 'engine-env');
    expect(new Set(once).size).toBe(once.length);
  });
});
