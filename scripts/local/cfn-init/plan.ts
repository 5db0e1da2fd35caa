import type { CommandStep, Config, FileStep, ServiceStep } from './config.ts';
import { boolean, list, object, only, text, variables } from './reading.ts';

/** One config of AWS::CloudFormation::Init, its steps in the order in which they run. Throws on what it does not know. */
export function readConfig(name: string, raw: unknown): Config {
  const config = only(object(raw, name), ['files', 'commands', 'services'], name);
  const services = only(object(config.services, `${name}.services`), ['systemd'], `${name}.services`);
  return {
    name,
    files: steps(config.files, `${name}.files`, readFile),
    commands: steps(config.commands, `${name}.commands`, readCommand),
    services: steps(services.systemd, `${name}.services.systemd`, readService),
  };
}

// cfn-init sorts by name: commands by their documentation, files and services by its source.
function steps<T>(raw: unknown, where: string, read: (name: string, step: unknown, where: string) => T): T[] {
  return Object.entries(object(raw, where))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, step]) => read(name, step, `${where}.${name}`));
}

function readFile(path: string, raw: unknown, where: string): FileStep {
  const file = only(object(raw, where), ['content', 'encoding', 'mode', 'owner', 'group'], where);
  const mode = text(file.mode ?? '000644', `${where}.mode`);
  const encoding = text(file.encoding ?? 'plain', `${where}.encoding`);
  if (!path.startsWith('/')) throw new Error(`${where}: the path is not absolute.`);
  if (!/^00[0-7]{4}$/.test(mode)) throw new Error(`${where}: the mode ${mode} is not six octal digits.`);
  if (encoding !== 'plain' && encoding !== 'base64') throw new Error(`${where}: encoding ${encoding}.`);
  // An empty text counts as none there, too (cfnbootstrap's file_tool.py).
  if (!file.content) throw new Error(`${where}: File specified without source or content.`);
  const content = typeof file.content === 'object' ? JSON.stringify(file.content) : text(file.content, where);
  return {
    path,
    content: Buffer.from(content, encoding === 'plain' ? 'utf8' : 'base64'),
    mode: Number.parseInt(mode, 8),
    owner: text(file.owner ?? 'root', `${where}.owner`),
    group: text(file.group ?? 'root', `${where}.group`),
  };
}

function readCommand(name: string, raw: unknown, where: string): CommandStep {
  const known = ['command', 'env', 'cwd', 'test', 'ignoreErrors'];
  const { command, env, cwd, test, ignoreErrors } = only(object(raw, where), known, where);
  return {
    name,
    command: line(command, `${where}.command`),
    env: env === undefined ? undefined : variables(env, `${where}.env`),
    cwd: cwd === undefined ? undefined : text(cwd, `${where}.cwd`),
    test: test === undefined ? undefined : line(test, `${where}.test`),
    ignoreErrors: boolean(ignoreErrors, `${where}.ignoreErrors`) ?? false,
  };
}

function readService(name: string, raw: unknown, where: string): ServiceStep {
  const known = ['enabled', 'ensureRunning', 'files', 'commands'];
  const { enabled, ensureRunning, files, commands } = only(object(raw, where), known, where);
  return {
    name,
    enabled: boolean(enabled, `${where}.enabled`),
    ensureRunning: boolean(ensureRunning, `${where}.ensureRunning`),
    files: list(files ?? [], `${where}.files`),
    commands: list(commands ?? [], `${where}.commands`),
  };
}

const line = (raw: unknown, where: string) => (Array.isArray(raw) ? list(raw, where) : text(raw, where));
