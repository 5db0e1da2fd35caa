import { isForeignMachine } from './foreign.ts';
import { isExplained, stored, unexplainedRunners } from './runners.ts';
import { failedFor, parametersOf, type Said } from './said.ts';

/** What is left of stacks that are gone though nobody wanted it, and though no note, warning or failure names it. */
export function leftovers(said: Said): string[] {
  return [
    ...unexplainedRunners(said),
    ...stored(said).flatMap((one) => (isExplained(said, one) ? [] : one.name)),
    ...configurations(said),
    ...workers(said),
    ...buckets(said),
  ];
}

function configurations(said: Said): string[] {
  const names = parametersOf(said, 'Configuration').map(([name]) => name);
  return names.filter((name) => !failedFor(said, 'Configuration', (one) => one.PhysicalResourceId === name));
}

function workers(said: Said): string[] {
  const { ec2, spot, keyNames, groups } = said.account.workers;
  const isLeftBy = (suffix: string) =>
    !failedFor(said, 'WorkerFleet', ({ PhysicalResourceId: id }) => id.endsWith(`-${suffix}`));
  const groupOf = (tags: Readonly<Record<string, string>>) => tags['aws:autoscaling:groupName'];
  const own = ec2.living().filter((one) => !isForeignMachine(one) && groupOf(one.tags) !== 'other-workers');
  const requests = spot.alive().filter((one) => !isForeignMachine({ ...one, tags: {} }));
  const keys = [...keyNames].filter((keyName) => !isForeignMachine({ keyName, tags: {} }));
  return [
    ...own.filter(({ tags }) => isLeftBy(groupOf(tags) ?? 'docker-machine')).map(({ id }) => id),
    ...[...groups.keys()].filter((name) => name !== 'other-workers' && isLeftBy(name)),
    ...(isLeftBy('docker-machine') ? [...requests.map(({ id }) => id), ...keys] : []),
  ];
}

/** A Delete that was told to keep a bucket keeps it. */
function buckets(said: Said): string[] {
  const { kept, warnings, buckets: all } = said.account;
  const own = [...all.buckets.keys()].filter((name) => name.startsWith('ci-cachebucket'));
  return own.filter(
    (name) =>
      !kept.has(name) &&
      !warnings.some((text) => text.includes(`bucket ${name} could not be emptied`)) &&
      !failedFor(said, 'CacheContents', ({ PhysicalResourceId: id }) => id.endsWith(name)),
  );
}
