import { failedFor, type History, parametersOf } from './history.ts';
import { isOtherTenantsMachine } from './other-tenants.ts';
import { isExplained, stored, unexplainedRunners } from './runners.ts';

/** What is left of stacks that are gone though nobody wanted it, and though no note, warning or failure names it. */
export function leftovers(history: History): string[] {
  return [
    ...unexplainedRunners(history),
    ...stored(history).flatMap((one) => (isExplained(history, one) ? [] : one.name)),
    ...configurations(history),
    ...workers(history),
    ...buckets(history),
  ];
}

function configurations(history: History): string[] {
  const names = parametersOf(history, 'Configuration').map(([name]) => name);
  return names.filter(
    (name) => !failedFor(history, 'Configuration', (one) => one.PhysicalResourceId === name),
  );
}

function workers(history: History): string[] {
  const { ec2, spot, keyNames, groups } = history.account.workers;
  const isLeftBy = (suffix: string) =>
    !failedFor(history, 'WorkerFleet', ({ PhysicalResourceId: id }) => id.endsWith(`-${suffix}`));
  const groupOf = (tags: Readonly<Record<string, string>>) => tags['aws:autoscaling:groupName'];
  const own = ec2
    .living()
    .filter((one) => !isOtherTenantsMachine(one) && groupOf(one.tags) !== 'other-workers');
  const requests = spot.alive().filter((one) => !isOtherTenantsMachine({ ...one, tags: {} }));
  const keys = [...keyNames].filter((keyName) => !isOtherTenantsMachine({ keyName, tags: {} }));
  return [
    ...own.filter(({ tags }) => isLeftBy(groupOf(tags) ?? 'docker-machine')).map(({ id }) => id),
    ...[...groups.keys()].filter((name) => name !== 'other-workers' && isLeftBy(name)),
    ...(isLeftBy('docker-machine') ? [...requests.map(({ id }) => id), ...keys] : []),
  ];
}

/** A Delete that was told to keep a bucket keeps it. */
function buckets(history: History): string[] {
  const { kept, warnings, buckets: all } = history.account;
  const own = [...all.buckets.keys()].filter((name) => name.startsWith('ci-cachebucket'));
  return own.filter(
    (name) =>
      !kept.has(name) &&
      !warnings.some((text) => text.includes(`bucket ${name} could not be emptied`)) &&
      !failedFor(history, 'CacheContents', ({ PhysicalResourceId: id }) => id.endsWith(name)),
  );
}
