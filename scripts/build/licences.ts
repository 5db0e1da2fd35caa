import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What has to go with a file that holds code of others: a line for its heading, and the text beside it. */
export interface Licences {
  readonly line: string;
  readonly text: string;
}

/**
 * Of packages, by their folders. Apache's licence is one text, in which only the notices of copyright differ:
 * https://www.apache.org/licenses/LICENSE-2.0
 */
export function licencesOf(packages: readonly string[]): Licences {
  const found = packages.map(licenceOf);
  const texts = new Map(found.map(({ id, text }) => [id === 'Apache-2.0' ? id : text, text.trim()]));
  const notices = found.flatMap(({ text }) => text.match(/\bCopyright (\(c\) )?\d.*/gi) ?? []);
  const names = found.map(({ name, version, id }) => `${name} ${version} (${id})`);
  return {
    line: `The functions hold code of ${names.join(', ')}: LICENSES.txt has the licences.`,
    text: [names.join('\n'), [...new Set(notices)].join('\n'), ...texts.values(), ''].join('\n\n'),
  };
}

function licenceOf(folder: string) {
  const { name, version, license: id } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, id, text: readFileSync(join(folder, 'LICENSE'), 'utf8') };
}
