// Stand-in for docker-machine, from cmd/docker-machine/machine.go, commands/{commands,create,rm}.go and
// vendor/github.com/codegangsta/cli of docker/machine (b170508b, of 0.16.2), of which GitLab's is a fork. It keeps
// machines without a driver; the others it refuses when their options are right.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { record } from '../calls.ts';
import { type Flag, type Parsed, parseFlags, UsageError } from '../go-flags.ts';
import { CREATE_FLAGS, RM_FLAGS } from './flags.ts';

// commands/mcndirs/utils.go
const STORE = process.env.MACHINE_STORAGE_PATH || join(homedir(), '.docker/machine');
const OTHERS = [
  'active',
  'config',
  'env',
  'inspect',
  'ip',
  'kill',
  'ls',
  'mount',
  'provision',
  'regenerate-certs',
  'restart',
];
const MORE = ['ssh', 'scp', 'start', 'status', 'stop', 'upgrade', 'url', 'version'];

const [command = '', ...args] = process.argv.slice(2);
record('docker-machine', command, ...args);
if (command === 'create') create();
else if (command === 'rm') rm();
else if ([...OTHERS, ...MORE].includes(command))
  fail(`docker-machine ${command} is not played by this stand-in`);
else fail(`docker-machine: '${command}' is not a docker-machine command. See 'docker-machine --help'.`);

function create(): void {
  const driver =
    /(?:^| )(?:--driver|-d)[= ](\S+)/.exec(args.join(' '))?.[1] ?? process.env.MACHINE_DRIVER ?? 'virtualbox';
  const flags = CREATE_FLAGS[driver] ?? fail(`the driver ${driver} is not played by this stand-in`);
  const { values, rest } = read(flags, 1);
  const [name = '', ...more] = rest;
  if (more.length > 0) fail(`Invalid command line. Found extra arguments [${more.join(' ')}]`);
  if (name === '') fail('Error: No machine name specified');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9.-]*$/.test(name))
    fail('Error creating machine: Invalid hostname specified. Allowed hostname chars are: 0-9a-zA-Z . -');
  if (existsSync(machine(name))) fail(`Docker machine ${JSON.stringify(name)} already exists`);
  if (driver !== 'none') fail(`the machines of ${driver} are not played by this stand-in`);
  if (!values.url)
    fail(
      'Error setting machine configuration from flags provided: --url option is required when no driver is selected',
    );
  mkdirSync(join(STORE, 'certs'), { recursive: true });
  for (const file of ['ca.pem', 'ca-key.pem', 'cert.pem', 'key.pem'])
    writeFileSync(join(STORE, 'certs', file), '');
  mkdirSync(machine(name), { recursive: true });
}

function rm(): void {
  const { values, rest } = read(RM_FLAGS, 0);
  if (rest.length === 0) fail('Error: Expected to get one or more machine names as arguments');
  if (!values.y && !values.force)
    fail('docker-machine rm without -y asks, which is not played by this stand-in');
  for (const name of rest) {
    if (!existsSync(machine(name)) && !values.force)
      fail(
        `Error removing host ${JSON.stringify(name)}: Docker machine ${JSON.stringify(name)} does not exist.`,
      );
    rmSync(machine(name), { recursive: true, force: true });
    console.log(`Successfully removed ${name}`);
  }
}

/** Flags are those from the first one on; what a wrong one ends with depends on the command. */
function read(flags: readonly Flag[], status: 0 | 1): Parsed {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  try {
    return parseFlags(flags, first < 0 ? args : [...args.slice(first), ...args.slice(0, first)]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.log('Incorrect Usage.\n');
    return fail(error.message, status);
  }
}

function machine(name: string): string {
  return join(STORE, 'machines', name);
}

function fail(reason: string, status = 1): never {
  console.error(reason);
  process.exit(status);
}
