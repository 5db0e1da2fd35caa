import { type Reading, startReading } from '../shared/property-reader.ts';
import { FAILURES } from './sentences.ts';

/** Which workers there are: those of a group of the stack, or those that docker-machine makes outside the stack. */
export type Properties =
  | { readonly executor: 'docker-autoscaler'; readonly groupName: string }
  | { readonly executor: 'docker+machine'; readonly securityGroupId: string };

/** Reads Custom::WorkerFleet's properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reading = startReading(raw);
  const properties = readWorkers(reading);
  reading.finish(FAILURES.invalid);
  return properties;
}

function readWorkers({ matching, text, must }: Reading): Properties {
  const executors = /^docker(-autoscaler|\+machine)$/;
  const executor = matching('Executor', executors, 'docker-autoscaler or docker+machine');
  if (executor === 'docker+machine')
    return {
      executor,
      securityGroupId: matching('WorkerSecurityGroupId', /^sg-[0-9a-f]+$/, 'like sg-0123456789abcdef0'),
    };
  const groupName = text('WorkerGroupName');
  must(
    executor !== 'docker-autoscaler' || groupName !== '',
    "WorkerGroupName must be the workers' Auto Scaling group",
  );
  return { executor: 'docker-autoscaler', groupName };
}
