import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

/** What CloudFormation refuses by itself, before anything is made. */
export function rules(): string {
  return table(
    ['Rule', 'Says'],
    Object.entries(readTemplate().Rules).flatMap(([name, { Assertions }]) =>
      Assertions.map(({ AssertDescription }) => [code(name), prose(AssertDescription)]),
    ),
  );
}
