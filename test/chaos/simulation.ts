import type { OwnStack } from '../../functions/aws/own-stack.ts';
import type { Template } from '../support/cloudformation/template.ts';
import { chaosAccount } from './account.ts';
import { builtInResources } from './built-in-resources.ts';
import { carefully } from './deliveries.ts';
import type { Logged } from './function.ts';
import { functionsOn } from './functions.ts';
import type { GitLabServer, Health } from './gitlab-server.ts';
import type { History } from './history.ts';
import { managerIn } from './manager.ts';
import { putOtherTenants } from './other-tenants.ts';
import type { Parameters } from './parameters.ts';
import { type Plan, planner } from './plan.ts';
import { random } from './random.ts';
import { stackTemplate } from './stack-template.ts';

/** What goes wrong while CloudFormation creates, updates or deletes a stack. */
export interface Disturbance {
  readonly plans: readonly Plan[];
  readonly gitLab: Health;
}
export interface Circumstances {
  /** The order of parts that do not depend on each other. */
  readonly preferred: readonly string[];
  readonly seed: number;
}

/** Between operations, in milliseconds: longer than any function lives. */
const REST = 1_200_000;

/** An account with others' things in it, the stack's functions and manager, and CloudFormation's way to them. */
export function simulate(server: GitLabServer, { preferred, seed }: Circumstances) {
  const account = chaosAccount(server);
  const expectForeignUntouched = putOtherTenants(account);
  const manager = managerIn(account, random(seed));
  const log: Logged[] = [];
  const running: Promise<unknown>[] = [];
  let operations = 0;
  let planFor = planner([]);
  const builtIn = builtInResources(account, manager, () => operations);
  const ownStack: OwnStack = {
    currentId: async (stackId, logicalId) =>
      history.stacks.find(({ id }) => id === stackId)?.currentId(logicalId),
    isRollingBack: async (stackId) =>
      history.stacks.find(({ id }) => id === stackId)?.isRollingBack() ?? false,
  };
  const history: History = { account, stacks: [], log };
  const functions = carefully(
    functionsOn(account, log, ownStack),
    (event) => planFor(event),
    account,
    running,
  );
  const functionOf = (logicalId: string) => builtIn(logicalId) ?? functions(logicalId);
  return {
    history,
    templateFor: (stackId: string, parameters: Parameters): Template =>
      stackTemplate({ stackId, parameters, preferred, functionOf }),
    /** Has CloudFormation do something to a stack, and waits until all is at rest. */
    async operate<T>({ plans, gitLab }: Disturbance, act: () => Promise<T>): Promise<T> {
      operations++;
      planFor = planner(plans);
      server.become(gitLab);
      const status = await act();
      await Promise.all(running.splice(0));
      server.become('well');
      account.clock.pass(REST);
      manager.expectNoTrouble();
      expectForeignUntouched();
      return status;
    },
  };
}

export type Simulation = ReturnType<typeof simulate>;
