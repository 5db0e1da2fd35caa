import { type Ownership, ownershipOf } from '../fleet/docker-machine/ownership.ts';
import { propertyReader } from '../shared/property-reader.ts';
import { SECURITY_GROUP_ID } from '../shared/rules.ts';
import { FAILURES } from './sentences.ts';

export interface Settings {
  readonly ownership: Ownership;
  readonly managerGroupName: string;
  /** Only says what it would terminate. */
  readonly dryRun: boolean;
}

// With its GUID: a part of it alone would be found in the names of others' key pairs.
const STACK = /^arn:[^:]+:cloudformation:[^:]+:\d+:stack\/[^/]+\/[0-9a-f]{8}-[0-9a-f-]+$/;

/** Reads the reaper's environment; one OperatorError names every fault in it. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { matching, finish } = propertyReader(environment);
  const settings = {
    ownership: ownershipOf(
      matching('STACK_ID', STACK, "the stack's ARN"),
      matching('WORKER_SECURITY_GROUP_ID', SECURITY_GROUP_ID, 'like sg-0123456789abcdef0'),
    ),
    managerGroupName: matching('MANAGER_GROUP_NAME', /./, "the manager's group"),
    dryRun: matching('DRY_RUN', /^(|true|false)$/, 'true, false or empty') === 'true',
  };
  finish(FAILURES.invalid);
  return settings;
}
