import { runCommand } from './commands.ts';
import type { Config } from './config.ts';
import { CfnInitError, type Failure } from './error.ts';
import { writeFile } from './files.ts';
import type { Report } from './report.ts';
import { settle } from './services.ts';

/** Carries configs out on this machine, one after the other. Throws a CfnInitError at the first step that fails. */
export function carryOut(configs: readonly Config[], report: Report): void {
  for (const config of configs) {
    const changes: Changes = { files: new Set(), commands: new Set() };
    writeFiles(config, changes, report);
    runCommands(config, changes, report);
    settleServices(config, changes, report);
  }
}

/** What is new in a config, for the services that listen to it. */
interface Changes {
  readonly files: Set<string>;
  readonly commands: Set<string>;
}

function writeFiles(config: Config, changes: Changes, report: Report): void {
  for (const file of config.files) {
    try {
      if (writeFile(file)) changes.files.add(file.path);
    } catch (error) {
      throw failure(config, 'files', file.path, (error as Error).message);
    }
    report.wrote(file);
    report.step(config.name, 'files', file.path);
  }
}

function runCommands(config: Config, changes: Changes, report: Report): void {
  for (const command of config.commands) {
    const { name } = command;
    const ended = runCommand(command);
    if (ended === 'skipped') {
      report.step(config.name, 'commands', name, 'skipped');
      continue;
    }
    report.log(ended.output);
    if (!ended.succeeded && !command.ignoreErrors) throw failure(config, 'commands', name, ended.output);
    if (ended.succeeded) changes.commands.add(name);
    report.step(config.name, 'commands', name, ended.succeeded ? '' : 'failed, ignored');
  }
}

function settleServices(config: Config, changes: Changes, report: Report): void {
  for (const service of config.services) {
    const { name, files, commands } = service;
    const restart =
      files.some((path) => changes.files.has(path)) ||
      commands.some((command) => changes.commands.has(command));
    const { done, failed } = settle(service, restart);
    if (failed !== undefined) throw failure(config, 'services', name, failed);
    report.step(config.name, 'services', name, done.join(', '));
  }
}

const failure = ({ name }: Config, section: Failure['section'], step: string, output: string) =>
  new CfnInitError({ config: name, section, step, output });
