import { type Marks, marksOf } from '../fleet/ownership.ts';
import { startReading } from '../shared/property-reader.ts';
import { FAILURES } from './sentences.ts';

export interface Settings {
  readonly marks: Marks;
  readonly managerGroupName: string;
  /** Only says what it would terminate. */
  readonly dryRun: boolean;
}

// With its GUID: a part of it alone would be found in the names of others' key pairs.
const STACK = /^arn:[^:]+:cloudformation:[^:]+:\d+:stack\/[^/]+\/[0-9a-f]{8}-[0-9a-f-]+$/;

/** Reads the reaper's environment; one OperatorError names every fault in it. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { matching, finish } = startReading(environment);
  const settings = {
    marks: marksOf(
      matching('STACK_ID', STACK, "the stack's ARN"),
      matching('WORKER_SECURITY_GROUP_ID', /^sg-[0-9a-f]+$/, 'like sg-0123456789abcdef0'),
    ),
    managerGroupName: matching('MANAGER_GROUP_NAME', /./, "the manager's group"),
    dryRun: matching('DRY_RUN', /^(|true|false)$/, 'true, false or empty') === 'true',
  };
  finish(FAILURES.invalid);
  return settings;
}
