import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../lib/template.ts';
import { renderLaunchPage } from './page.ts';

/**
 * Writes `launch.html` into the folder and returns its path. A `templateUrl` without a host, such as
 * `gitlab-runner.yaml`, is read from the page's own address: the page can then be hosted anywhere beside its template.
 */
export function writeLaunchPage(folder: string, templateUrl: string): string {
  const template = readTemplate();
  const { Version: version } = template.Mappings.Stack.Release;
  const file = join(folder, 'launch.html');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, renderLaunchPage(template, { version, templateUrl }));
  return file;
}
