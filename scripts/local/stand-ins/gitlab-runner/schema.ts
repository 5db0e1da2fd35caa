// From commands/internal/configfile/validation.go of gitlab-runner 19.4.0 and 19.3.0: the rules that the JSON schema has
// beside the types (the `jsonschema` tags of common/config.go), in the words of santhosh-tekuri/jsonschema v6.
import { join } from 'node:path';
import { type Violation, words } from './violations.ts';

/** Below [[runners]], `keys` lead to the value in config.toml and `at` in the JSON that gitlab-runner makes of it; [] is each of a list. */
interface Rule {
  readonly keys: string;
  readonly at: string;
  /** What is wrong with a value; undefined is the value of a key that is not set. */
  objection(value: unknown): string | undefined;
}

const SECOND = 1_000_000_000n;
const SHELLS = ['bash', 'sh', 'cmd', 'pwsh', 'powershell', ''];

const filled = (value: unknown = '') => (value === '' ? 'minLength: got 0, want 1' : undefined);
// A zero is left out of the JSON, and so passes.
const atLeastASecond = (value: unknown = 0n) =>
  value !== 0n && (value as bigint) < SECOND
    ? `minimum: got ${number(value as bigint)}, want ${number(SECOND)}`
    : undefined;
const shell = (value: unknown = '') =>
  SHELLS.includes(value as string)
    ? undefined
    : `value must be one of ${SHELLS.map((one) => `'${one}'`).join(', ')}`;
const set = (type: string) => (value: unknown) =>
  value === undefined ? `got null, want ${type}` : undefined;

const rule = (keys: string, at: string, objection: Rule['objection']): Rule => ({ keys, at, objection });
const RULES: readonly Rule[] = [
  rule('url', 'url', filled),
  rule('token', 'token', filled),
  rule('shell', 'shell', shell),
  rule('autoscaler.policy.[].idle_time', 'Autoscaler/Policy/[]/IdleTime', atLeastASecond),
  rule(
    'kubernetes.autoscaler.policy.[].idle_time',
    'kubernetes/autoscaler/policy/[]/IdleTime',
    atLeastASecond,
  ),
  // A list that is not set is a null in the JSON, which the schema refuses.
  rule(
    'monitoring.job_queuing_durations.[].periods',
    'monitoring/JobQueuingDurations/[]/Periods',
    set('array'),
  ),
  rule('referees.metrics.queries', 'referees/metrics/queries', set('array')),
];
/** Until abf6a7f83 (2026-08-20) so were these. */
const RULES_OF_19_3: readonly Rule[] = [
  rule('autoscaler.policy.[].preemptive_mode', 'Autoscaler/Policy/[]/PreemptiveMode', set('boolean')),
  rule('autoscaler.plugin_config', 'Autoscaler/PluginConfig', set('object')),
  rule(
    'kubernetes.autoscaler.policy.[].preemptive_mode',
    'kubernetes/autoscaler/policy/[]/PreemptiveMode',
    set('boolean'),
  ),
  rule('kubernetes.dns_config.options.[].value', 'kubernetes/dns_config/Options/[]/Value', set('string')),
  ...['HostPath:host_path', 'PVC:pvc', 'EmptyDir:empty_dir'].map((pair) => {
    const [name, key] = pair.split(':');
    const at = `kubernetes/Volumes/${name}s/[]/MountPropagation`;
    return rule(`kubernetes.volumes.${key}.[].mount_propagation`, at, set('string'));
  }),
];

/** What the schema of that version refuses, as gitlab-runner says it; undefined when it passes. */
export function schemaObjection(config: unknown, version: string): string | undefined {
  const rules = version === '19.3.0' ? [...RULES, ...RULES_OF_19_3] : RULES;
  const violations = rules.flatMap(({ keys, at, objection }) =>
    valuesAt(config, ['runners', '[]', ...keys.split('.')], ['runners', '[]', ...at.split('/')]).flatMap(
      ({ value, where }): Violation[] => {
        const what = objection(value);
        return what === undefined ? [] : [{ at: where, what }];
      },
    ),
  );
  if (violations.length === 0) return undefined;
  violations.sort((a, b) => Number(a.at[1]) - Number(b.at[1]));
  // The schema's address is the working folder's.
  const schema = `file://${join(process.cwd(), 'config_schema.json')}#`;
  return `jsonschema validation failed with '${schema}'\n${words(violations)}`;
}

/** Every place that `keys` lead to where all tables before the last key are there. */
function valuesAt(
  value: unknown,
  keys: readonly string[],
  at: readonly string[],
): Array<{ value: unknown; where: string[] }> {
  const [key, ...rest] = keys;
  const [name = '', ...names] = at;
  if (key === undefined) return [{ value, where: [] }];
  if (value === undefined) return [];
  const inner: Array<[string, unknown]> =
    key === '[]'
      ? (value as unknown[]).map((one, index) => [String(index), one])
      : [[name, (value as Record<string, unknown>)[key]]];
  return inner.flatMap(([step, one]) =>
    valuesAt(one, rest, names).map((found) => ({ ...found, where: [step, ...found.where] })),
  );
}

/** As golang.org/x/text prints a number in English: from a million on with an exponent of two digits. */
function number(value: bigint): string {
  const size = value < 0n ? -value : value;
  if (size < 1_000_000n) return Number(value).toLocaleString('en');
  const [mantissa, exponent = ''] = Number(value).toExponential().split('e+');
  const superscript = exponent.padStart(2, '0').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
  return `${mantissa}×10${superscript}`;
}
