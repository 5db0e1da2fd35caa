import { OperatorError } from '../custom-resource/errors.ts';
import { type Marks, readMarks } from './marks.ts';

/** Which workers there are: those of a group of the stack, or those that docker-machine makes outside the stack. */
export type Properties =
  | { readonly executor: 'docker-autoscaler'; readonly groupName: string }
  | { readonly executor: 'docker+machine'; readonly marks: Marks };

const MARKS = { stackTag: 'StackTag', keyNamePart: 'KeyNamePart', securityGroupId: 'WorkerSecurityGroupId' };

/** Reads Custom::WorkerFleet's properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const faults: string[] = [];
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const properties = read(text, faults);
  if (!properties || faults.length > 0)
    throw new OperatorError(`The workers cannot be looked after: ${faults.join('; ')}.`);
  return properties;
}

function read(text: (name: string) => string, faults: string[]): Properties | undefined {
  const executor = text('Executor');
  if (executor === 'docker+machine') return { executor, marks: readMarks(text, MARKS, faults) };
  if (executor !== 'docker-autoscaler') {
    faults.push('Executor must be docker-autoscaler or docker+machine');
    return undefined;
  }
  const groupName = text('WorkerGroupName');
  if (groupName === '') faults.push("WorkerGroupName must be the workers' Auto Scaling group");
  return { executor, groupName };
}
