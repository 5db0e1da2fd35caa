// From commands/fleeting/fleeting.go of gitlab-runner 19.4.0 (d79f3e7b) and pkg/installer/installer.go of
// fleeting-artifact v0.0.0-20241018172108-3f6e6586dc5c. The registry that it asks holds the one plugin that was read
// about: the AWS plugin 1.1.0.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './load.ts';
import { fatal, log } from './log.ts';

const REGISTRY = 'registry.gitlab.com';
const PLUGINS = 'gitlab-org/fleeting/plugins';
const OFFERED: Readonly<Record<string, string>> = { [`${REGISTRY}/${PLUGINS}/aws`]: '1.1.0' };

interface Plugin {
  readonly runner: string;
  readonly plugin: string;
}

export function installPlugins(file: string): never {
  const wanted = pluginsOf(file);
  if (wanted.length === 0) log('warning', 'No plugins to install, review your runner configuration.');
  return end(
    wanted.filter(({ plugin }) => !existsSync(pathOf(plugin))),
    ({ plugin }) => {
      const [name, version] = reference(plugin);
      if (OFFERED[name] !== version)
        throw new Error(`getting image: fetching index: ${notThere(name, version)}`);
      const path = pathOf(plugin);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, '#!/bin/sh\n# Stand-in for the fleeting plugin.\n', { mode: 0o755 });
      return path;
    },
    'install/update error:',
  );
}

export const listPlugins = (file: string): never =>
  end(
    pluginsOf(file),
    ({ plugin }) => {
      if (!existsSync(pathOf(plugin))) throw new Error(`plugin not found: ${join(pathOf(plugin), '../..')}`);
      return pathOf(plugin);
    },
    'error',
  );

/** A line for each plugin, and status 1 when something is wrong with one. */
function end(plugins: readonly Plugin[], act: (plugin: Plugin) => string, trouble: string): never {
  let status = 0;
  for (const plugin of plugins) {
    const which = `runner: ${plugin.runner}, plugin: ${plugin.plugin}`;
    try {
      console.log(`${which}, path: ${act(plugin)}`);
    } catch (error) {
      status = 1;
      console.error(`${which}, ${trouble}: ${(error as Error).message}`);
    }
  }
  process.exit(status);
}

function pluginsOf(file: string): Plugin[] {
  try {
    const { runners = [] } = loadConfig(file).config;
    return runners.flatMap(({ token = '', autoscaler }) =>
      autoscaler
        ? [{ runner: token.replace(/^glrt-(t[123]_)?/, '').slice(0, 9), plugin: autoscaler.plugin ?? '' }]
        : [],
    );
  } catch (error) {
    return fatal((error as Error).message);
  }
}

/** defname.ParseReference: a name alone is one of GitLab's own plugins. */
function reference(plugin: string): readonly [name: string, version: string] {
  const [path = '', version = 'latest'] = plugin.split(':');
  const first = path.split('/')[0] ?? '';
  if (first === path) return [`${REGISTRY}/${PLUGINS}/${path}`, version];
  return [first.includes('.') ? path : `${REGISTRY}/${path}`, version];
}

/** InstallDir, and a plugin's place below it. */
function pathOf(plugin: string): string {
  const folder = process.env.FLEETING_PLUGIN_PATH || join(homedir(), '.config/fleeting/plugins');
  return join(folder, ...reference(plugin), 'plugin');
}

/** What go-containerregistry says of what a registry does not have. */
function notThere(name: string, version: string): string {
  const path = name.slice(REGISTRY.length + 1);
  return `GET https://${REGISTRY}/v2/${path}/manifests/${version}: MANIFEST_UNKNOWN: manifest unknown`;
}
