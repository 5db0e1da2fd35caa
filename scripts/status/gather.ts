import { readTemplate } from '../lib/template.ts';
import { seeAlarms, seeUnconfirmed } from './aws/alarms.ts';
import { type Clients, see } from './aws/clients.ts';
import { seeGroup, seeTagged } from './aws/instances.ts';
import { seeLog } from './aws/log.ts';
import { seeMetrics } from './aws/metrics.ts';
import { seeParameters } from './aws/parameters.ts';
import { seeFailure, seeStack } from './aws/stack.ts';
import type { Facts, RunnerInGitLab, Stack, Versions } from './facts.ts';

/** Everything at once; only the stack itself must be seen. */
export async function gather(
  clients: Clients,
  stackName: string,
  inGitLab: ((stack: Stack) => Promise<RunnerInGitLab>) | undefined,
): Promise<Facts> {
  const now = Date.now();
  const stack = await seeStack(clients.cloudFormation, stackName);
  // A template of somebody else's may call anything by these names.
  const named = (id: string, is: string) =>
    stack.resources.find(({ logicalId, type }) => logicalId === id && type === is)?.physicalId ?? '';
  const group = (id: string) => seeGroup(clients, named(id, 'AWS::AutoScaling::AutoScalingGroup'));
  const byGroup = stack.parameters.Executor !== 'docker+machine';
  const workers = byGroup ? group('WorkerGroup') : seeTagged(clients, 'gitlab-runner-stack', stack.id);
  const parts = await Promise.all([
    see(seeFailure(clients.cloudFormation, stack)),
    see(group('ManagerGroup')),
    see(workers),
    see(seeLog(clients.logs, named('ManagerLogGroup', 'AWS::Logs::LogGroup'))),
    see(seeAlarms(clients.cloudWatch, stack)),
    see(seeUnconfirmed(clients.sns, stack)),
    see(seeMetrics(clients.cloudWatch, stack, now)),
    see(seeParameters(clients.ssm, stack)),
    inGitLab && see(inGitLab(stack)),
  ]);
  const [failure, managers, fleet, log, alarms, unconfirmed, metrics, parameters, gitLab] = parts;
  const seen = { failure, managers, workers: fleet, log, alarms, unconfirmed, metrics, parameters, gitLab };
  return { now, stack, ...seen, checkout: versionsHere() };
}

/** What this checkout would deploy. */
function versionsHere(): Versions {
  const { Mappings, Parameters } = readTemplate();
  return { template: Mappings.Stack.Release.Version, runner: String(Parameters.RunnerVersion?.Default) };
}
