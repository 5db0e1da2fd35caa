import { isDeepStrictEqual } from 'node:util';
import { isMap, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Data } from './translate.ts';

/**
 * Writes `target` in the words of a source: what is the same in both keeps its comments, its place and its short tags.
 *
 * @param text the source, YAML
 * @param source what it says, with long tags
 */
export function rewrite(text: string, source: Data, target: Data): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  follow(document.contents as YAMLMap, source, target);
  return document.toString({ lineWidth: 0 });

  function follow(map: YAMLMap, before: Data, after: Data): void {
    for (const name of Object.keys(before)) if (!(name in after)) map.delete(name);
    for (const [index, [name, value]] of Object.entries(after).entries()) {
      const node = map.get(name, true);
      if (!(name in before)) map.items.splice(index, 0, document.createPair(name, value) as Pair);
      else if (isDeepStrictEqual(before[name], value)) continue;
      else if (isMap(node) && !node.tag) follow(node, before[name] as Data, value as Data);
      else map.set(name, document.createNode(value));
    }
  }
}
