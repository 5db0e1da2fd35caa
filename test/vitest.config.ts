import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const boots = ({ moduleId }: TestSpecification) => Number(moduleId.includes('/test/local/'));

/**
 * The boots of managers come first. A fresh clone knows no durations, and by size, which vitest goes by then, these long
 * and short-written ones would come last, while other workers have nothing left to do.
 */
class BootsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => boots(other) - boots(one));
  }
}

export default defineConfig({
  test: {
    dir: 'test',
    exclude: ['**/launch/browser/**'],
    sequence: { sequencer: BootsFirst },
    // Three for each of two CPUs: many tests wait, for a pause of the functions' or another's answer.
    maxWorkers: 6,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
