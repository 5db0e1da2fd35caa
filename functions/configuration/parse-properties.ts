import { propertyReader } from '../shared/property-reader.ts';
import { fragmentFaults } from './fragment-faults.ts';
import { type Properties, readProperties } from './properties.ts';
import { FAILURES } from './sentences.ts';

/** Reads Custom::RunnerConfiguration's properties; one OperatorError names every validation error in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reader = propertyReader(raw);
  const properties = readProperties(reader);
  for (const fault of fragmentFaults(properties).faults)
    reader.must(false, `AdditionalRunnerConfig ${fault}`);
  for (const error of constraintErrors(properties)) reader.must(false, error);
  reader.finish(FAILURES.invalid);
  return properties;
}

/** What is right one by one and cannot work together. */
function constraintErrors(properties: Properties): string[] {
  const { idleWorkers, offPeakIdleWorkers, maxWorkers, maxJobsPerWorker, jobsPerWorker, workers } =
    properties;
  const errors = [];
  if (idleWorkers > maxWorkers) errors.push('IdleWorkers is more than MaxWorkers');
  if (offPeakIdleWorkers > maxWorkers) errors.push('OffPeakIdleWorkers is more than MaxWorkers');
  // Such a worker is removed before it is full, and jobs that were accepted for the rest wait until they fail.
  if (maxJobsPerWorker > 0 && maxJobsPerWorker < jobsPerWorker)
    errors.push('MaxJobsPerWorker is less than JobsPerWorker: raise it, or set it to 0 for no limit');
  // Its provider acquires a machine for one job.
  if (workers.executor === 'docker+machine' && jobsPerWorker > 1)
    errors.push('docker+machine runs one job on a worker at a time: set JobsPerWorker to 1');
  return errors;
}
