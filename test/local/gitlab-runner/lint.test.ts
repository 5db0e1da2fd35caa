import { beforeAll, expect, test } from 'vitest';
import { machineWithRunner, RUNNER } from './machine.ts';

// Each sentence is what the real lint of gitlabhq/gitlab-runner d79f3e7b (19.4.0) and of v19.3.0 printed of the same file.
const POLICY = '[runners.autoscaler]\nplugin_config = {}\n[[runners.autoscaler.policy]]\n';
const PERIOD = '[[runners.machine.autoscaling]]\n';
const SCHEMA =
  "config schema validation failed: jsonschema validation failed with 'file:///run/0/config_schema.json#'\n";
const decoding = (line: number, key: string, why: string) =>
  `decoding config: decoding configuration file: toml: line ${line} (last key "${key}"): ${why}`;
const period = (why: string) =>
  `decoding config: loading configuration for ci runner: compiling docker machine autoscaling periods: invalid time periods ${why}`;

const WRONG = [
  ['an unknown key', 'limti = 3', '1 unknown key(s) found in config.toml:\n  unknown key: runners.limti'],
  [
    'an unknown table and all in it',
    '[runners.unknown]\na = 1\n[runners.unknown.deep]\nb = 2',
    '4 unknown key(s) found in config.toml:\n  unknown key: runners.unknown\n  unknown key: runners.unknown.a\n  unknown key: runners.unknown.deep\n  unknown key: runners.unknown.deep.b',
  ],
  [
    'an unknown key in a list of tables',
    '[runners.docker]\nservices = [{name = "a", x = 1}]',
    '1 unknown key(s) found in config.toml:\n  unknown key: runners.docker.services.x',
  ],
  [
    'a text for a number',
    'limit = "3"',
    decoding(
      6,
      'runners.limit',
      'incompatible types: TOML value has type string; destination has type integer',
    ),
  ],
  [
    'a number with a point for one without',
    'limit = 3.5',
    decoding(
      6,
      'runners.limit',
      'incompatible types: TOML value has type float64; destination has type integer',
    ),
  ],
  [
    'a text for yes or no',
    '[runners.docker]\nprivileged = "yes"',
    decoding(
      7,
      'runners.docker.privileged',
      'incompatible types: TOML value has type string; destination has type boolean',
    ),
  ],
  [
    'a text for a list',
    '[runners.docker]\nvolumes = "x"',
    decoding(
      7,
      'runners.docker.volumes',
      'incompatible types: TOML value has type string; destination has type slice',
    ),
  ],
  [
    'a number in a list of texts',
    '[runners.docker]\nvolumes = [1]',
    decoding(
      7,
      'runners.docker.volumes',
      'incompatible types: TOML value has type int64; destination has type string',
    ),
  ],
  [
    'a text for a table',
    'docker = "x"',
    decoding(6, 'runners.docker', 'type mismatch for common.DockerConfig: expected table but found string'),
  ],
  [
    'a table for a list of tables',
    '[runners.autoscaler]\n[runners.autoscaler.policy]\nidle_count = 1',
    decoding(
      7,
      'runners.autoscaler.policy',
      'incompatible types: TOML value has type map[string]any; destination has type slice',
    ),
  ],
  [
    'a duration that is none',
    `${POLICY}idle_time = "soon"`,
    decoding(9, 'runners.autoscaler.policy.idle_time', 'invalid duration: "soon"'),
  ],
  [
    'an idle time without its unit',
    `${POLICY}idle_time = 600`,
    `${SCHEMA}- at '/runners/0/Autoscaler/Policy/0/IdleTime': minimum: got 600, want 1×10⁰⁹`,
  ],
  [
    'an idle time below a second',
    `${POLICY}idle_time = "500ms"`,
    `${SCHEMA}- at '/runners/0/Autoscaler/Policy/0/IdleTime': minimum: got 5×10⁰⁸, want 1×10⁰⁹`,
  ],
  [
    'a shell that there is not',
    'shell = "zsh"',
    `${SCHEMA}- at '/runners/0/shell': value must be one of 'bash', 'sh', 'cmd', 'pwsh', 'powershell', ''`,
  ],
  [
    'a period that is none',
    `${PERIOD}Periods = ["nonsense"]`,
    period('[nonsense], caused by: missing field(s)'),
  ],
  [
    'a period with a wrong hour',
    `${PERIOD}Periods = ["* * 99 * * * *"]`,
    period("[* * 99 * * * *], caused by: syntax error in hour field: '99'"),
  ],
  [
    'a time zone that there is not',
    `${PERIOD}Periods = ["* * * * * * *"]\nTimezone = "Mars/Phobos"`,
    period('[* * * * * * *], caused by: unknown time zone Mars/Phobos'),
  ],
  [
    'an option without the place for the name',
    '[runners.machine]\nMachineOptionsWithName = ["x"]',
    'decoding config: invalid config: validating runner ci: validating machine options with name: machine option with name "x" must contain %s placeholder',
  ],
  [
    'a date that is none',
    'token_expires_at = "soon"',
    decoding(
      6,
      'runners.token_expires_at',
      'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
    ),
  ],
] as const;

const RIGHT = [
  'LIMIT = 3',
  '"auto\u017fcaler" = {}',
  `${POLICY}idle_time = "0s"`,
  `${POLICY}idle_time = "1h30m"`,
  `${PERIOD}Periods = ["*/5 9-18/2 1,15,l jan-mar/2 5#3 2026"]\nTimezone = "Europe/Berlin"`,
  '[runners.docker]\npull_policy = "always"',
  '[runners.docker]\npull_policy = ["always", "if-not-present"]',
];
const UNSET = `${POLICY}idle_count = 1`;
const SUSPENDED = '[[runners.docker.services]]\nname = "a"\nsuspend_data_path = "/data"';

/** What each version's lint says of a runner with these lines, beside its first line. */
async function lint(version: string, all: readonly string[]): Promise<Map<string, object>> {
  const machine = machineWithRunner(version);
  const line = 'gitlab-runner --log-format json lint --config config.toml';
  const ended = await machine.runAll(all.map((lines) => ({ line, config: `${RUNNER}${lines}\n` })));
  machine.remove();
  return new Map(
    ended.map(({ status, output }, index) => [all[index] ?? '', { status, said: messages(output) }]),
  );
}
const messages = (output: string) =>
  output
    .split('\n')
    .filter((line) => line && !line.includes('Runtime platform'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg)
    .join('\n')
    .replace(/file:\/\/\/run\/\d+\//, 'file:///run/0/');

let newer: Map<string, object>;
let older: Map<string, object>;
beforeAll(async () => {
  newer = await lint('19.4.0', [...WRONG.map(([, lines]) => lines), ...RIGHT, UNSET, SUSPENDED]);
  older = await lint('19.3.0', [UNSET, `${UNSET}\npreemptive_mode = false`, SUSPENDED]);
}, 300_000);

test.each(WRONG)('lint refuses %s', (_, lines, said) => {
  expect(newer.get(lines)).toEqual({ status: 1, said });
});

test.each(RIGHT)('lint passes %j', (lines) => {
  expect(newer.get(lines)).toEqual({ status: 0, said: 'Configuration file is valid.' });
});

test('lint of 19.3.0 refuses a policy that leaves preemptive_mode unset, and 19.4.0 does not', () => {
  expect(older.get(UNSET)).toEqual({
    status: 1,
    said: `${SCHEMA}- at '/runners/0/Autoscaler/Policy/0/PreemptiveMode': got null, want boolean`,
  });
  expect(older.get(`${UNSET}\npreemptive_mode = false`)).toMatchObject({ status: 0 });
  expect(newer.get(UNSET)).toMatchObject({ status: 0 });
});

test('lint of 19.3.0 does not know what came with 19.4.0', () => {
  expect(older.get(SUSPENDED)).toMatchObject({ status: 1 });
  expect(newer.get(SUSPENDED)).toMatchObject({ status: 0 });
});
