import type { TomlTable } from 'smol-toml';

// verifyPlatformContainerResources of moby's daemon_unix.go; the sizes as go-units' RAMInBytes reads them.
const LEAST = 6 * 1024 ** 2;
const UNITS = ' kmgtp';

/** What Docker refuses of the memory of each job's containers (prefix empty) or of its services' (`service_`). */
export function memoryFaults(docker: TomlTable, prefix: '' | 'service_'): string[] {
  const at = (key: string) => `docker.${prefix}${key}`;
  const size = (key: string) => bytesOf(docker[prefix + key]);
  const [memory, swap, reservation] = [size('memory'), size('memory_swap'), size('memory_reservation')];
  const isSmall = (bytes: number) => bytes > 0 && bytes < LEAST;
  return [
    isSmall(memory) && `must make ${at('memory')} at least 6m`,
    isSmall(reservation) && `must make ${at('memory_reservation')} at least 6m`,
    swap > 0 &&
      swap < memory &&
      `must make ${at('memory_swap')} at least ${at('memory')}, which is a part of it`,
    swap > 0 && memory === 0 && `must give ${at('memory')} beside ${at('memory_swap')}`,
    memory > 0 && reservation > memory && `must make ${at('memory_reservation')} at most ${at('memory')}`,
  ].filter((fault) => fault !== false);
}

/** 0 for what is missing or is no size, which is another fault. */
function bytesOf(size: unknown): number {
  const [, number, unit = ' '] = /^(\d+\.?\d*|\.\d+) ?([kmgtp])?i?b?$/i.exec(String(size)) ?? [];
  return Math.floor(Number(number ?? 0) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
}
