import type { TomlTable } from 'smol-toml';
import { isTable } from './toml.ts';
import { volumeFaults } from './volumes.ts';

interface Rule {
  readonly paths: readonly string[];
  readonly shape: RegExp;
  readonly wanted: string;
}

// What gitlab-runner 19.4.0 reads of a text only when it starts, or in each job: the `jsonschema` tags, GetPullPolicies,
// getMemoryBytes (which ends the whole process), computeNanoCPUs and GetUlimits of common/config.go, and common/labels.go.
const RULES: readonly Rule[] = [
  {
    paths: ['shell'],
    shape: /^(bash|sh|cmd|pwsh|powershell|)$/,
    wanted: 'bash, sh, cmd, pwsh or powershell',
  },
  {
    paths: ['docker.pull_policy', 'docker.allowed_pull_policies'],
    shape: /^(always|if-not-present|never)$/,
    wanted: 'always, if-not-present or never',
  },
  {
    paths: ['memory', 'memory_swap', 'memory_reservation'].flatMap((key) => [
      `docker.${key}`,
      `docker.service_${key}`,
    ]),
    shape: /^((\d+\.?\d*|\.\d+) ?([kmgtp]i?)?b?)?$/i,
    wanted: 'a size such as 512m or 2g',
  },
  {
    paths: ['docker.cpus', 'docker.service_cpus'],
    shape: /^([-+]?(\d+\/\d+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?))?$/i,
    wanted: 'a number in quotes such as 1.5',
  },
  {
    paths: ['docker.ulimit.*'],
    shape: /^[-+]?\d+(:[-+]?\d+)?$/,
    wanted: 'a limit such as 1024 or 1024:2048',
  },
  { paths: ['labels.*'], shape: /^[\w.-]{1,256}$/, wanted: '1 to 256 letters, digits, dots, _ and -' },
];
/** Lists that may not be missing where their table is there: the schema takes no null. */
const NEEDED = [
  ['monitoring.job_queuing_durations', 'periods'],
  ['referees.metrics', 'queries'],
] as const;
const LABEL = /^\w[\w.-]{2,64}$/;

/** What of a whole `[[runners]]` has the right type and would yet stop gitlab-runner, or fail each job. */
export function valueFaults(runner: TomlTable): string[] {
  const { labels, docker } = runner;
  const volumes = isTable(docker) && Array.isArray(docker.volumes) ? docker.volumes : [];
  const keys = isTable(labels) ? Object.keys(labels) : [];
  return [
    ...RULES.flatMap(({ paths, shape, wanted }) =>
      paths.flatMap((path) =>
        at(runner, path.split('.')).every((one) => typeof one !== 'string' || shape.test(one))
          ? []
          : [`must make ${path.replace('.*', '’s values')} ${wanted}`],
      ),
    ),
    ...keys
      .filter((key) => !LABEL.test(key))
      .map((key) => `has a label with a name that gitlab-runner refuses: ${key}`),
    ...(keys.length > 32 ? ['has more than 32 labels'] : []),
    ...NEEDED.flatMap(([table, key]) =>
      at(runner, table.split('.')).some((one) => isTable(one) && one[key] === undefined)
        ? [`must give ${table} its ${key}`]
        : [],
    ),
    ...volumeFaults(volumes),
  ];
}

/** The values that a path leads to, each of a list by itself. */
function at(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (key === undefined) return Array.isArray(value) ? value : [value];
  if (!isTable(value)) return [];
  const inner = key === '*' ? Object.values(value) : Object.hasOwn(value, key) ? [value[key]] : [];
  return inner.flatMap((one) => at(one, rest));
}
