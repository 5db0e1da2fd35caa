import type { Resource, Stack } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { removeMachines } from './docker-machine/machines.ts';
import { ownershipOf } from './docker-machine/ownership.ts';
import { emptyGroup } from './empty-group.ts';
import type { Outside } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';
import { NOTES } from './sentences.ts';

/** Custom::WorkerFleet: what CloudFormation cannot set of the workers' group, and no worker left behind on delete. */
export function fleet(outside: Outside): Resource<Properties, Record<never, string>> {
  return {
    parse: parseProperties,
    // Other workers are another id: when an update replaces the group, or the executor, CloudFormation then
    // deletes the old id by its old properties, before it deletes the old group, which needs that.
    identify: (properties, stack) => `${identity(stack)}-${workersOf(properties)}`,
    identifyInvalid: identity,
    async ensure({ properties, time, isReversal, warn }) {
      // Balancing zones would end workers in the middle of their jobs.
      if (properties.executor === 'docker-autoscaler')
        await outside
          .group(properties.groupName)
          .suspendRebalancing(time.work)
          .catch(async (error: unknown) => {
            if (!(error instanceof OperatorError) || !(await isReversal())) throw error;
            warn(say(NOTES.zonesBalanced, { group: properties.groupName, why: error.message }));
          });
      return {};
    },
    async remove({ properties, stack, time, hasSucceeded }) {
      // Workers come of a manager, which comes after a Create that succeeded: these are another's.
      if (!hasSucceeded) return;
      if (properties?.executor === 'docker-autoscaler')
        await emptyGroup(properties.groupName, outside, time.work);
      if (properties?.executor === 'docker+machine')
        await removeMachines(ownershipOf(stack.id, properties.securityGroupId), outside, time.work);
    },
  };
}

const identity = ({ guid, logicalId }: Stack) => `fleet-${guid}-${logicalId}`;

const workersOf = (properties: Properties) =>
  properties.executor === 'docker-autoscaler' ? properties.groupName : 'docker-machine';
