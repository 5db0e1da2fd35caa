import { OperatorError } from '../custom-resource/errors.ts';
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
  const faults: string[] = [];
  const read = (name: string) => environment[name] ?? '';
  const settings = {
    marks: readMarks(read, MARKS, faults),
    managerGroupName: read('MANAGER_GROUP_NAME'),
    dryRun: read('DRY_RUN') === 'true',
  };
  if (settings.managerGroupName === '') faults.push("MANAGER_GROUP_NAME must be the manager's group");
  if (!/^(|true|false)$/.test(read('DRY_RUN'))) faults.push('DRY_RUN must be true, false or empty');
  if (faults.length > 0) throw new OperatorError(`The reaper's environment is wrong: ${faults.join('; ')}.`);
  return settings;
}
