// From src/systemctl/systemctl.c and src/basic/verbs.c of systemd 252, and from what its systemctl prints.

/** How many units a verb takes. Those without are known to systemctl and not played here. */
const VERBS: Readonly<Record<string, 'none' | 'some' | undefined>> = {
  'daemon-reload': 'none',
  disable: 'some',
  enable: 'some',
  'is-active': 'some',
  restart: 'some',
  start: 'some',
  stop: 'some',
};
const NOT_PLAYED = [
  'cat',
  'is-enabled',
  'is-failed',
  'kill',
  'list-units',
  'mask',
  'poweroff',
  'reboot',
  'reload',
  'show',
  'status',
  'unmask',
];
const SWITCHES: Readonly<Record<string, string>> = {
  '--now': 'now',
  '--no-block': 'no-block',
  '--quiet': 'quiet',
  '-q': 'quiet',
};

/** Options may stand anywhere. Ends with systemctl's sentence and status where it would. */
export function readCommandLine(args: readonly string[]) {
  const options = args.filter((arg) => arg.startsWith('-'));
  const [verb = '', ...names] = args.filter((arg) => !arg.startsWith('-'));
  const wrong = options.find((option) => !Object.hasOwn(SWITCHES, option));
  if (wrong?.startsWith('--')) fail(1, `systemctl: unrecognized option '${wrong.split('=')[0]}'`);
  if (wrong !== undefined) fail(1, `systemctl: invalid option -- '${wrong[1]}'`);
  if (NOT_PLAYED.includes(verb)) fail(1, `systemctl ${verb} is not played by this stand-in.`);
  const takes = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (takes === undefined) fail(1, `Unknown command verb ${verb}.`);
  if (takes === 'some' && names.length === 0) fail(1, 'Too few arguments.');
  if (takes === 'none' && names.length > 0) fail(1, 'Too many arguments.');
  return { verb, names, switches: new Set(options.map((option) => SWITCHES[option])) };
}

/** What is said of a unit that has no file. */
export function notFound(verb: string, name: string): never {
  const unit = name.includes('.') ? name : `${name}.service`;
  if (verb === 'enable' || verb === 'disable')
    fail(1, `Failed to ${verb} unit: Unit file ${unit} does not exist.`);
  if (verb === 'is-active') {
    console.log('inactive');
    process.exit(4);
  }
  return fail(5, `Failed to ${verb} ${unit}: Unit ${unit} not ${verb === 'stop' ? 'loaded' : 'found'}.`);
}

export function fail(status: number, reason: string): never {
  console.error(reason);
  process.exit(status);
}
