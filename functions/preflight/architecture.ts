import type { Region } from './ports.ts';

export type Architecture = 'arm64' | 'x86_64';

/** The one architecture of the parameter's instance types, or undefined with the faults told. */
export async function findArchitecture(
  region: Region,
  parameter: string,
  types: readonly string[],
  faults: string[],
  signal: AbortSignal,
): Promise<Architecture | undefined> {
  const supported = await Promise.all(types.map((type) => region.architectures(type, signal)));
  const chosen = types.map((type, index) => [type, choose(supported[index])] as const);
  const strange = chosen.filter(([, architecture]) => architecture === undefined);
  faults.push(
    ...strange.map(
      ([type]) => `${parameter}: ${type} is not offered in this region or runs no Linux of ours`,
    ),
  );
  const [first, ...others] = new Set(chosen.flatMap(([, architecture]) => architecture ?? []));
  if (others.length > 0)
    faults.push(`${parameter} must be of one architecture, but ${chosen.map(describe).join(', ')}`);
  return first;
}

// Older types also say i386, and Macs say arm64_mac, for which there is no Amazon Linux.
function choose(supported: readonly string[] = []): Architecture | undefined {
  if (supported.includes('arm64')) return 'arm64';
  return supported.includes('x86_64') ? 'x86_64' : undefined;
}

const describe = ([type, architecture]: readonly [string, Architecture | undefined]) =>
  `${type} is ${architecture ?? 'unknown'}`;
