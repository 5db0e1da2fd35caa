import { parse, type TomlTableWithoutBigInt as Table } from 'smol-toml';
import { render } from '../../functions/configuration/config-toml.ts';
import { parseProperties } from '../../functions/configuration/parse-properties.ts';
import { STACK } from '../support/request.ts';
import { MACHINE_SAMPLE, SAMPLE } from '../support/samples/configuration.ts';

export type Changes = Partial<typeof SAMPLE>;

export const parsed = (changes: Changes = {}) => ({
  ...parseProperties({ ...SAMPLE, ...changes }),
  stack: STACK,
});
export const rendered = (changes: Changes = {}) => render(parsed(changes));
/** The only `[[runners]]`. */
export const runnerOf = (changes: Changes = {}) => (parse(rendered(changes)).runners as Table[])[0] ?? {};

export const machineRendered = (changes: Changes = {}) => rendered({ ...MACHINE_SAMPLE, ...changes });
export const machineOf = (changes: Changes = {}) =>
  runnerOf({ ...MACHINE_SAMPLE, ...changes }).machine as Table;
/** docker-machine's options by their names; one that is given more than once has its values in a list. */
export function optionsOf(changes: Changes = {}): Record<string, string[]> {
  const pairs = (machineOf(changes).MachineOptions as string[]).map((option) => option.split(/=(.*)/s));
  const names = new Set(pairs.map(([name = '']) => name));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      pairs.filter(([other]) => other === name).map(([, value = '']) => value),
    ]),
  );
}
