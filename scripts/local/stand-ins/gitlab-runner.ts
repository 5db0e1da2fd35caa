// Stand-in for gitlab-runner, which cannot be had here. `lint` reads TOML and the few keys without which no runner
// works; it does not know GitLab Runner's schema.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'smol-toml';
import { record } from './calls.ts';

interface Runner {
  readonly url?: unknown;
  readonly token?: unknown;
  readonly executor?: unknown;
  readonly autoscaler?: { readonly plugin?: unknown };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'boolean', short: 'v' },
    config: { type: 'string', short: 'c', default: '/etc/gitlab-runner/config.toml' },
    'working-directory': { type: 'string', short: 'd' },
  },
});
const command = values.version ? '--version' : positionals.join(' ');
record('gitlab-runner', command);
if (command === '--version') console.log('Version:      stand-in');
else if (command === 'lint') lint();
else if (command === 'fleeting install') installPlugins();
else if (command === 'run') run();
else end(`the command ${command} is unknown to this stand-in`);

function runners(): readonly Runner[] {
  try {
    return (parse(readFileSync(values.config, 'utf8')).runners ?? []) as unknown as Runner[];
  } catch (error) {
    return end((error as Error).message.split('\n')[0] ?? '');
  }
}

function lint(): void {
  const missing = runners().flatMap((runner) =>
    (['url', 'token', 'executor'] as const).filter(
      (key) => typeof runner[key] !== 'string' || runner[key] === '',
    ),
  );
  if (runners().length === 0 || missing.length > 0) end(`not a runner: ${missing.join(', ') || 'none'}`);
  console.log('Configuration file is valid.');
}

function installPlugins(): void {
  const { FLEETING_PLUGIN_PATH, HOME } = process.env;
  if (!FLEETING_PLUGIN_PATH && !HOME) end('neither FLEETING_PLUGIN_PATH nor HOME is set');
  const folder = FLEETING_PLUGIN_PATH ?? join(HOME ?? '', '.config/fleeting/plugins');
  mkdirSync(folder, { recursive: true });
  for (const { autoscaler } of runners())
    if (typeof autoscaler?.plugin === 'string') writeFileSync(join(folder, autoscaler.plugin), '');
}

function run(): void {
  lint();
  const working = setInterval(() => undefined, 60_000);
  process.on('SIGQUIT', () => {
    record('gitlab-runner', 'ends gracefully');
    clearInterval(working);
  });
}

function end(reason: string): never {
  console.error(`FATAL: ${reason}`);
  process.exit(1);
}
