import { type PropertyReader, propertyReader } from '../shared/property-reader.ts';
import { readExecutor, SECURITY_GROUP_ID } from '../shared/rules.ts';
import { FAILURES } from './sentences.ts';

/** Which workers there are: those of a group of the stack, or those that docker-machine makes outside the stack. */
export type Properties =
  | { readonly executor: 'docker-autoscaler'; readonly groupName: string }
  | { readonly executor: 'docker+machine'; readonly securityGroupId: string };

/** Reads Custom::WorkerFleet's properties; one OperatorError names every validation error in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reader = propertyReader(raw);
  const properties = readWorkers(reader);
  reader.finish(FAILURES.invalid);
  return properties;
}

function readWorkers(reader: PropertyReader): Properties {
  const { matching, text, must } = reader;
  const executor = readExecutor(reader);
  if (executor === 'docker+machine')
    return {
      executor,
      securityGroupId: matching('WorkerSecurityGroupId', SECURITY_GROUP_ID, 'like sg-0123456789abcdef0'),
    };
  const groupName = text('WorkerGroupName');
  must(
    executor !== 'docker-autoscaler' || groupName !== '',
    "WorkerGroupName must be the workers' Auto Scaling group",
  );
  return { executor: 'docker-autoscaler', groupName };
}
