import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../lib/template.ts';
import { sideOf } from './sides.ts';

/**
 * `write-sides.ts FOLDER`: writes the built template twice, with all resources: yes.json has what each Fn::If gives when
 * its condition holds, no.json the other.
 */
const [, , folder = ''] = process.argv;
const { Conditions, Rules, Outputs, Resources, ...rest } = readTemplate('dist/gitlab-runner.yaml');
const source = readTemplate().Resources;

write('yes', true);
write('no', false);

function write(name: string, holds: boolean): void {
  const resources = Object.entries(Resources).map(([resource, { Condition, ...value }]) => {
    return [resource, sideOf({ ...value, Metadata: metadataOf(resource) }, holds)];
  });
  const template = { ...rest, Resources: Object.fromEntries(resources) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(template, undefined, 2));
}

/** SAM's translator leaves a function's Metadata out, from the function and from what it adds to it. */
function metadataOf(resource: string) {
  return source[resource.replace(/(?<=Function)(EventInvokeConfig|Schedule)$/, '')]?.Metadata;
}
