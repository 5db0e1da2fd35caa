// The command tree of main.go, commands/*.go and commands/fleeting/fleeting.go of gitlab-runner 19.4.0 (d79f3e7b), with
// each command's own flags. 19.3.0 has the same.
import type { Flag } from '../go-flags.ts';

export interface Command {
  readonly usage: string;
  /** Undefined where this stand-in has not the command: nobody read its flags. */
  readonly flags?: readonly Flag[];
  readonly commands?: Readonly<Record<string, Command>>;
}

const value = (names: string, variable?: string): Flag => ({
  names: names.split(', '),
  takes: 'value',
  ...(variable === undefined ? {} : { variable }),
});
const toggle = (names: string, variable?: string): Flag => ({ ...value(names, variable), takes: 'nothing' });

export const HELP = toggle('help, h');
const CONFIG = value('c, config', 'CONFIG_FILE');

/** main.go, helpers/cli/cpu_profile.go and log/configuration.go. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  value('cpuprofile', 'CPU_PROFILE'),
  toggle('debug', 'RUNNER_DEBUG'),
  value('log-format', 'LOG_FORMAT'),
  value('log-level, l', 'LOG_LEVEL'),
  HELP,
  toggle('version, v'),
];

const unread = (names: string): Readonly<Record<string, Command>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { usage: '' }]));

export const COMMANDS: Readonly<Record<string, Command>> = {
  lint: { usage: 'validate syntax and keys of a config.toml file', flags: [CONFIG] },
  run: {
    usage: 'run multi runner service',
    flags: [
      value('listen-address', 'LISTEN_ADDRESS'),
      CONFIG,
      value('n, service'),
      value('d, working-directory'),
      value('u, user'),
      toggle('syslog', 'LOG_SYSLOG'),
    ],
  },
  verify: {
    usage: 'verify all registered runners',
    flags: [CONFIG, value('n, name'), value('u, url'), value('t, token'), toggle('delete')],
  },
  fleeting: {
    usage: 'manage fleeting plugins',
    flags: [CONFIG],
    commands: {
      install: { usage: 'install or update fleeting plugins', flags: [toggle('upgrade')] },
      list: { usage: 'list installed plugins', flags: [] },
      login: {
        usage: 'login to container registry',
        flags: [value('username'), value('password'), toggle('password-stdin')],
      },
    },
  },
  ...unread(
    'list register reset-token run-single wrapper unregister artifacts-downloader artifacts-uploader cache-archiver ' +
      'cache-extractor cache-init health-check proxy-exec read-logs steps install uninstall start stop restart status',
  ),
};
