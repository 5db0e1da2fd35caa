// From Go's package flag, with which gitlab-runner and docker-machine read their command lines, and from
// github.com/urfave/cli v1.22.17 (command.go, reorderArgs).

/** A flag by all its names; without a value it is a switch. */
export interface Flag {
  readonly names: readonly string[];
  readonly takes: 'value' | 'nothing';
  /** The environment variable that stands in for it. */
  readonly variable?: string;
}
export interface Parsed {
  /** By a flag's longest name; a switch is `true` or `false`. */
  readonly values: Readonly<Record<string, string>>;
  readonly rest: readonly string[];
}

/** What Go's package flag says of a wrong call. */
export class UsageError extends Error {}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** Reads flags up to the first argument that is none, as package flag does. */
export function parseFlags(flags: readonly Flag[], args: readonly string[]): Parsed {
  const values = fromEnvironment(flags);
  const rest = [...args];
  for (let arg = rest[0]; arg !== undefined && /^-./.test(arg); arg = rest[0]) {
    rest.shift();
    if (arg === '--') break;
    const [, name = '', , value] = /^--?([^=]*)(=(.*))?$/s.exec(arg) ?? [];
    if (name === '' || name.startsWith('-')) throw new UsageError(`bad flag syntax: ${arg}`);
    const flag = flags.find(({ names }) => names.includes(name));
    if (!flag) throw new UsageError(`flag provided but not defined: -${name}`);
    values[longName(flag)] = flag.takes === 'nothing' ? asSwitch(name, value) : (value ?? next(name, rest));
  }
  return { values, rest };
}

/** A command's flags may also come after its arguments: they are brought to the front. */
export function reorder(flags: readonly Flag[], args: readonly string[]): string[] {
  const front: string[] = [];
  const back: string[] = [];
  let mayBeValue = false;
  for (const [index, arg] of args.entries()) {
    const is = isFlag(flags, arg);
    if (mayBeValue && !is) {
      mayBeValue = false;
      front.push(arg);
    } else if (arg === '--') return [...front, '--', ...back, ...args.slice(index + 1)];
    else if (is) {
      front.push(arg);
      mayBeValue = !arg.includes('=');
    } else back.push(arg);
  }
  return [...front, ...back];
}

const longName = ({ names }: Flag) =>
  names.reduce((longest, name) => (name.length > longest.length ? name : longest));

function isFlag(flags: readonly Flag[], arg: string): boolean {
  const name = /^--?([^=]+)/.exec(arg)?.[1];
  return arg !== '--' && name !== undefined && flags.some(({ names }) => names.includes(name));
}

function fromEnvironment(flags: readonly Flag[]): Record<string, string> {
  const set = flags.filter(({ variable }) => variable !== undefined && process.env[variable] !== undefined);
  return Object.fromEntries(set.map((flag) => [longName(flag), process.env[flag.variable ?? ''] ?? '']));
}

function next(name: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined) throw new UsageError(`flag needs an argument: -${name}`);
  return value;
}

function asSwitch(name: string, value = 'true'): string {
  if (TRUE.includes(value)) return 'true';
  if (FALSE.includes(value)) return 'false';
  const why = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  throw new UsageError(`invalid boolean value ${JSON.stringify(value)} for -${name}: ${why}`);
}
