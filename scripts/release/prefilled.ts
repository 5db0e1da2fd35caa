import { CommandError } from '../lib/command-error.ts';

import type { Parameter } from '../lib/template.ts';

export type Parameters = Readonly<Record<string, Parameter>>;

/**
 * What the links fill in, from `Name=value`: GitLab's address in any case, since that is what people change first.
 *
 * @throws CommandError for what the console would ignore without a word.
 */
export function prefilled(words: readonly string[], parameters: Parameters): Record<string, string> {
  const given = words.map((word) => {
    const [name = '', ...value] = word.split('=');
    const parameter = parameters[name];
    if (!parameter) throw new CommandError(`The template has no parameter ${name}.`);
    if (parameter.NoEcho)
      throw new CommandError(`${name} is secret, and a link is not: the console asks for it instead.`);
    return [name, value.join('=')];
  });
  return { GitLabUrl: String(parameters.GitLabUrl?.Default ?? ''), ...Object.fromEntries(given) };
}
