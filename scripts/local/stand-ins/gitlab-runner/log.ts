// From log/configuration.go and log/runner_formatter.go of gitlab-runner 19.4.0, and from logrus' text formatter.

type Level = 'info' | 'warning' | 'error' | 'fatal';
type Fields = Readonly<Record<string, string | number>>;

const RESET = '\x1b[0;m';
const COLOURS: Readonly<Record<Level, string>> = {
  info: '',
  warning: '\x1b[0;33m',
  error: '\x1b[31;1m',
  fatal: '\x1b[31;1m',
};
const PREFIXES: Readonly<Record<Level, string>> = {
  info: '',
  warning: 'WARNING: ',
  error: 'ERROR: ',
  fatal: 'FATAL: ',
};

type Format = (level: Level, message: string, fields: Fields) => string;

/** Coloured, whether or not there is a terminal. */
function runner(level: Level, message: string, fields: Fields): string {
  const padded = message.padEnd(50 - PREFIXES[level].length);
  const shown = sorted(fields).map(([key, value]) => ` ${COLOURS[level]}${key}${RESET}=${value}`);
  return `${COLOURS[level]}${PREFIXES[level]}${padded}${RESET} ${shown.join('')}`;
}

function text(level: Level, message: string, fields: Fields): string {
  const all: Array<[string, string | number]> = [
    ['time', now()],
    ['level', level],
    ['msg', message],
  ];
  return [...all, ...sorted(fields)].map(([key, value]) => `${key}=${quoted(value)}`).join(' ');
}

const json: Format = (level, msg, fields) =>
  JSON.stringify(Object.fromEntries(sorted({ ...fields, level, msg, time: now() })));

const FORMATS: Readonly<Record<string, Format>> = { runner, text, json };
/** logrus' own, until the command line is read. */
let format: Format = text;

/** By --log-format or LOG_FORMAT; false for a format that there is not. */
export function setFormat(name: string): boolean {
  const known = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  format = known ?? format;
  return known !== undefined;
}

/** Writes a line to standard error, where gitlab-runner logs. */
export const log = (level: Level, message: string, fields: Fields = {}): void =>
  void process.stderr.write(`${format(level, message, fields)}\n`);

/** logrus.Fatal: a line, and status 1. */
export function fatal(message: string, fields: Fields = {}): never {
  log('fatal', message, fields);
  process.exit(1);
}

const now = () => new Date().toISOString();
const sorted = (fields: Fields) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
const quoted = (value: string | number) =>
  /^[A-Za-z0-9\-._/@^+]+$/.test(String(value)) ? String(value) : JSON.stringify(String(value));
