import { startReading } from '../custom-resource/reading.ts';
import { type Marks, readMarks } from './marks.ts';

export interface Settings {
  readonly marks: Marks;
  readonly managerGroupName: string;
  /** Only says what it would terminate. */
  readonly dryRun: boolean;
}

const MARKS = {
  stackTag: 'STACK_TAG',
  keyNamePart: 'KEY_NAME_PART',
  securityGroupId: 'WORKER_SECURITY_GROUP_ID',
};

/** Reads the reaper's environment; one OperatorError names every fault in it. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const reading = startReading(environment);
  const settings = {
    marks: readMarks(reading, MARKS),
    managerGroupName: reading.matching('MANAGER_GROUP_NAME', /./, "the manager's group"),
    dryRun: reading.matching('DRY_RUN', /^(|true|false)$/, 'true, false or empty') === 'true',
  };
  reading.finish("The reaper's environment is wrong:");
  return settings;
}
