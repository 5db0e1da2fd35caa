import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../lib/template.ts';
import { type Side, sideOf } from './sides.ts';

/**
 * `write-sides.ts FOLDER`: writes the built template twice, with all resources: yes.json has what each Fn::If gives when
 * its condition holds, no.json the other.
 */
const [, , folder = ''] = process.argv;
const { Conditions, Rules, Outputs, Resources, ...rest } = readTemplate('dist/gitlab-runner.yaml');
const source = readTemplate().Resources;

write('yes', 1);
write('no', 2);

function write(name: string, side: Side): void {
  const resources = Object.entries(Resources).map(([resource, { Condition, ...value }]) => {
    return [resource, { ...(sideOf(value, side) as object), Metadata: sideOf(metadataOf(resource), side) }];
  });
  const template = { ...rest, Resources: Object.fromEntries(resources) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(template, undefined, 2));
}

/** SAM's translator leaves a function's Metadata out, from the function and from what it adds to it. */
function metadataOf(resource: string) {
  return source[resource.replace(/(?<=Function)(EventInvokeConfig|Schedule)$/, '')]?.Metadata;
}
