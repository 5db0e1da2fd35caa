// Stand-in for gitlab-runner 19.4.0 and 19.3.0, written from the sources that its files name. What they do not allow it
// refuses with their words and status.
import { record } from '../calls.ts';
import { installPlugins, listPlugins } from './fleeting.ts';
import { lint } from './lint.ts';
import { fatal } from './log.ts';
import { run } from './run.ts';
import { readCommandLine } from './usage.ts';
import { verify } from './verify.ts';

record('gitlab-runner', ...process.argv.slice(2));
const { command, values } = readCommandLine(process.argv.slice(2));
const { config = '/etc/gitlab-runner/config.toml' } = values;

switch (command) {
  case 'lint':
    lint(config);
    break;
  case 'verify':
    refuseOptions(['name', 'url', 'token', 'delete']);
    await verify(config);
    break;
  case 'run':
    refuseOptions(['listen-address', 'service', 'user', 'syslog']);
    await run(config, values['working-directory']);
    break;
  case 'fleeting install':
    refuseOptions(['upgrade']);
    installPlugins(config);
    break;
  case 'fleeting list':
    listPlugins(config);
    break;
  default:
    fatal(`${command} is not played by this stand-in`);
}

/** The real program has them; what they do was not read for this stand-in. */
function refuseOptions(names: readonly string[]): void {
  const given = names.find((name) => values[name] !== undefined);
  if (given !== undefined) fatal(`${command} --${given} is not played by this stand-in`);
}
