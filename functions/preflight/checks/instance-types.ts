import type { Account, InstanceType } from '../ports.ts';
import type { Report } from '../report.ts';

export type Architecture = 'arm64' | 'x86_64';

export interface Instances {
  readonly architecture: Architecture;
  readonly types: readonly InstanceType[];
}

/** The parameter's instance types and their one architecture; undefined when that cannot be said. */
export async function findInstances(
  account: Account,
  parameter: string,
  names: readonly string[],
  report: Report,
): Promise<Instances | undefined> {
  const found = await Promise.all(names.map((name) => account.instanceType(name)));
  return inOneArchitecture(found, parameter, names, report);
}

/** The same of what is known of the types already. */
export function inOneArchitecture(
  found: ReadonlyArray<InstanceType | undefined>,
  parameter: string,
  names: readonly string[],
  report: Report,
): Instances | undefined {
  const types = found.filter((type) => type !== undefined).filter((type) => choose(type) !== undefined);
  const strange = names.filter((name) => !types.some((type) => type.name === name));
  if (strange.length > 0) report('no-instance-type', { parameter, types: strange.join(', ') });
  const [architecture, ...others] = new Set(types.flatMap((type) => choose(type) ?? []));
  if (others.length > 0) {
    const mixed = types.map((type) => `${type.name} is ${choose(type)}`);
    report('mixed-architectures', { parameter, types: mixed.join(', ') });
  }
  return architecture && { architecture, types };
}

// Older types also say i386, and Macs say arm64_mac, for which there is no Amazon Linux.
function choose({ architectures }: InstanceType): Architecture | undefined {
  if (architectures.includes('arm64')) return 'arm64';
  return architectures.includes('x86_64') ? 'x86_64' : undefined;
}
