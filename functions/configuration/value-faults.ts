import type { TomlTable } from 'smol-toml';
import { memoryFaults } from './memory-faults.ts';
import { isTable } from './toml.ts';
import { RANGES, RULES } from './value-rules.ts';
import { mountFaults } from './volumes.ts';

/** Keys that may not be missing where their table is there: the schema takes no null, nor createService an empty name. */
const NEEDED = [
  ['docker.services', 'name'],
  ['monitoring.job_queuing_durations', 'periods'],
  ['referees.metrics', 'queries'],
] as const;
const LABEL = /^\w[\w.-]{2,64}$/;

/** What of a whole `[[runners]]` has the right type and would yet stop gitlab-runner, or fail each job. */
export function valueFaults(runner: TomlTable): string[] {
  const { labels, docker } = runner;
  const keys = isTable(labels) ? Object.keys(labels) : [];
  return [
    ...RULES.flatMap(({ paths, fits, wanted }) =>
      paths.flatMap((path) =>
        at(runner, path.split('.')).every((one) => typeof one !== 'string' || fits(one))
          ? []
          : [`must make ${path.replace('.*', '’s values')} ${wanted}`],
      ),
    ),
    ...RANGES.filter(({ path, from, to }) =>
      at(runner, path.split('.')).some(
        (one) => typeof one === 'bigint' && (one < from || (to !== undefined && one > to)),
      ),
    ).map(({ path, wanted }) => `must make ${path} ${wanted}`),
    ...keys
      .filter((key) => !LABEL.test(key))
      .map((key) => `has a label with a name that gitlab-runner refuses: ${key}`),
    ...(keys.length > 32 ? ['has more than 32 labels'] : []),
    ...NEEDED.flatMap(([table, key]) =>
      at(runner, table.split('.')).some((one) => isTable(one) && (one[key] ?? '') === '')
        ? [`must give ${table} its ${key}`]
        : [],
    ),
    ...(isTable(docker) ? dockerFaults(docker) : []),
  ];
}

/** What keys say together. */
const dockerFaults = (docker: TomlTable) => [
  ...pullPolicyFaults(docker),
  ...logFaults(docker),
  ...memoryFaults(docker, ''),
  ...memoryFaults(docker, 'service_'),
  ...mountFaults(docker),
  ...sysctlFaults(docker),
];

/** ComputeEffectivePullPolicies of helpers/pull_policies: the helper image of each job is pulled with them. */
function pullPolicyFaults({ pull_policy: wanted = [], allowed_pull_policies: allowed = [] }: TomlTable) {
  const policies = [wanted].flat();
  const asked = policies.length > 0 ? policies : ['always'];
  if (!Array.isArray(allowed) || allowed.length === 0 || asked.some((one) => allowed.includes(one)))
    return [];
  return [
    `has none of docker.pull_policy (${asked.join(', ')}) in docker.allowed_pull_policies, which fails every job: give both`,
  ];
}

/** GetLogConfig of common/config.go. */
function logFaults({ log_options: options }: TomlTable): string[] {
  const others = isTable(options) ? Object.keys(options).filter((key) => !/^(env|labels)$/.test(key)) : [];
  return others.map((key) => `has docker.log_options.${key}, though gitlab-runner takes only env and labels`);
}

const SYSCTL =
  /^(net|fs[./]mqueue|kernel[./](msg(max|mnb|mni)|sem|shm(all|max|mni|_rmid_forced)|domainname)$)/;

/** sysctl of libcontainer/configs/validate/validator.go of runc, which is Docker's runtime unless another is named. */
function sysctlFaults({ sysctls, runtime = '' }: TomlTable): string[] {
  if (!isTable(sysctls) || runtime !== '') return [];
  return Object.keys(sysctls)
    .filter((key) => !SYSCTL.test(key))
    .map((key) => `has ${key} in docker.sysctls, which a container has not for itself: set it on the worker`);
}

/** The values that a path leads to, of a list through each of its members. */
function at(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => at(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (!isTable(value)) return [];
  const inner = key === '*' ? Object.values(value) : Object.hasOwn(value, key) ? [value[key]] : [];
  return inner.flatMap((one) => at(one, rest));
}
