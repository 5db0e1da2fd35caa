import { list, object } from './reading.ts';

/**
 * The names of the configs that a config set stands for, in order: a set is a list of configs and of {ConfigSet: name}.
 * Without any configSets, `default` is the one config named `config`.
 */
export function configsOf(
  init: Readonly<Record<string, unknown>>,
  set: string,
  seen: readonly string[] = [],
): string[] {
  if (init.configSets === undefined && set === 'default') return ['config'];
  const members = object(init.configSets, 'configSets')[set];
  if (members === undefined) throw new Error(`There is no config set ${set}.`);
  if (seen.includes(set)) throw new Error(`The config set ${set} contains itself.`);
  return (Array.isArray(members) ? members : [members]).flatMap((member: unknown) => {
    if (typeof member !== 'object' || member === null) return list([member], `configSets.${set}`);
    const { ConfigSet: nested, ...rest } = object(member, `configSets.${set}`);
    if (typeof nested !== 'string' || Object.keys(rest).length > 0)
      throw new Error(`configSets.${set} is not readable.`);
    return configsOf(init, nested, [...seen, set]);
  });
}
