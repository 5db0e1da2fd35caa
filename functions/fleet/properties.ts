import { type Reading, startReading } from '../custom-resource/reading.ts';
import { type Marks, readMarks } from './marks.ts';

/** Which workers there are: those of a group of the stack, or those that docker-machine makes outside the stack. */
export type Properties =
  | { readonly executor: 'docker-autoscaler'; readonly groupName: string }
  | { readonly executor: 'docker+machine'; readonly marks: Marks };

const MARKS = { stackTag: 'StackTag', keyNamePart: 'KeyNamePart', securityGroupId: 'WorkerSecurityGroupId' };

/** Reads Custom::WorkerFleet's properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reading = startReading(raw);
  const properties = read(reading);
  reading.finish('The workers cannot be looked after:');
  return properties;
}

function read(reading: Reading): Properties {
  const { matching, text, must } = reading;
  const executors = /^docker(-autoscaler|\+machine)$/;
  const executor = matching('Executor', executors, 'docker-autoscaler or docker+machine');
  if (executor === 'docker+machine') return { executor, marks: readMarks(reading, MARKS) };
  const groupName = text('WorkerGroupName');
  must(
    executor !== 'docker-autoscaler' || groupName !== '',
    "WorkerGroupName must be the workers' Auto Scaling group",
  );
  return { executor: 'docker-autoscaler', groupName };
}
