// From github.com/urfave/cli v1.22.17: app.go (Run, RunAsSubcommand) and command.go (Run).

import { type Flag, type Parsed, parseFlags, reorder, UsageError } from '../go-flags.ts';
import { COMMANDS, type Command, GLOBAL_FLAGS, HELP } from './commands.ts';
import { fatal, setFormat } from './log.ts';
import { runtimePlatform, VERSION } from './version.ts';

export interface Call {
  /** `fleeting install`; undefined when help or the version was asked for and shown. */
  readonly command: string;
  /** The flags of the command and of those above it. */
  readonly values: Readonly<Record<string, string>>;
}

/** Finds out what is wanted, or ends as the real program does: with its sentence and status. */
export function readCommandLine(args: readonly string[]): Call {
  const { values, rest } = parsed('gitlab-runner', GLOBAL_FLAGS, args, '.');
  const [name, ...more] = rest;
  if (values.help) end(help('gitlab-runner', { usage: 'a GitLab Runner', commands: COMMANDS }));
  if (values.version) end(VERSION);
  // It formats the formatter where it means the format.
  if (!setFormat(values['log-format'] ?? 'runner'))
    fatal('Error while setting up logging configuration', {
      error: 'unknown log format &{%!q(bool=false) %!q(bool=false)}, expected one of: [json runner text]',
    });
  runtimePlatform();
  if (name === undefined) end(help('gitlab-runner', { usage: 'a GitLab Runner', commands: COMMANDS }));
  const command = own(COMMANDS, name) ?? fatal(`Command ${name} not found.`);
  return command.commands ? sub(name, command, more) : leaf(name, command, more);
}

/** Subcommands have the flags of their parent only before their name. */
function sub(name: string, command: Command, args: readonly string[]): Call {
  const { values, rest } = parsed(
    `gitlab-runner ${name}`,
    [...(command.flags ?? []), HELP],
    args,
    '.',
    command,
  );
  const [first, ...more] = rest;
  const found = first === undefined ? undefined : own(command.commands ?? {}, first);
  // An unknown subcommand is an argument of the parent, whose own action is to show its help: with status 0.
  if (values.help || first === undefined || !found) return end(help(`gitlab-runner ${name}`, command));
  const call = leaf(`${name} ${first}`, found, more);
  return { ...call, values: { ...values, ...call.values } };
}

function leaf(name: string, command: Command, args: readonly string[]): Call {
  if (!command.flags) return fatal(`the command ${name} was not read for this stand-in`);
  const flags = [...command.flags, HELP];
  const { values } = parsed(`gitlab-runner ${name}`, flags, reorder(flags, args), ':', command);
  if (values.help) end(help(`gitlab-runner ${name}`, command));
  return { command: name, values };
}

function parsed(
  name: string,
  flags: readonly Flag[],
  args: readonly string[],
  mark: string,
  command?: Command,
): Parsed {
  try {
    return parseFlags(flags, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.log(
      `Incorrect Usage${mark} ${error.message}\n\n${help(name, command ?? { usage: 'a GitLab Runner' })}`,
    );
    return fatal(error.message);
  }
}

/** Not word for word: the real one also says what each flag is for. */
function help(name: string, { usage, flags = [], commands = {} }: Command): string {
  const rows = [...Object.keys(commands), ...flags.map(({ names }) => names.map(dashed).join(', '))];
  return `NAME:\n   ${name} - ${usage}\n\nOPTIONS AND COMMANDS:\n${rows.map((row) => `   ${row}\n`).join('')}`;
}

const dashed = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);
const own = (commands: Readonly<Record<string, Command>>, name: string) =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;

function end(said: string): never {
  console.log(said);
  process.exit(0);
}
