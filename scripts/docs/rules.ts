import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

interface Rule {
  readonly Assertions: ReadonlyArray<{ readonly AssertDescription: string }>;
}

/** What CloudFormation refuses by itself, before anything is made. */
export function rules(): string {
  const { Rules } = readTemplate() as unknown as { Rules: Readonly<Record<string, Rule>> };
  return table(
    ['Rule', 'Says'],
    Object.entries(Rules).flatMap(([name, { Assertions }]) =>
      Assertions.map(({ AssertDescription }) => [code(name), prose(AssertDescription)]),
    ),
  );
}
