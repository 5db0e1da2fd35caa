import type { TomlTable } from 'smol-toml';
import { fold } from './owned-keys.ts';
import { isTable } from './toml.ts';
import { clean } from './volumes.ts';

const isOn = (value: unknown) => value === true;
const isHost = (value: unknown) => value === 'host';
const isAny = (value: unknown) => (Array.isArray(value) ? value.length > 0 : isTable(value));

/** Keys of `[runners.docker]` by which a job gets more of its worker than a container has, and the values that do it. */
const OPENINGS: Readonly<Record<string, (value: unknown) => boolean>> = {
  services_privileged: isOn,
  pid_mode: isHost,
  ipcmode: isHost,
  userns_mode: isHost,
  cap_add: isAny,
  devices: isAny,
  services_devices: isAny,
  device_cgroup_rules: isAny,
  security_opt: isAny,
  services_security_opt: isAny,
  volumes: (value) => Array.isArray(value) && value.some(holdsSocket),
};

/** The keys in what AdditionalRunnerConfig adds by which a job can take over its worker. */
export function openings(additional: TomlTable): string[] {
  const docker = dockerOf(additional);
  return Object.entries(OPENINGS).flatMap(([key, isOpen]) => (isOpen(docker.get(key)) ? [key] : []));
}

/** Whether jobs are on the worker's own network. */
export const isOnHostNetwork = (additional: TomlTable): boolean =>
  isHost(dockerOf(additional).get('network_mode'));

function dockerOf(additional: TomlTable): ReadonlyMap<string, unknown> {
  const tables = Object.entries(additional).filter(([key]) => fold(key) === 'docker');
  const keys = tables.flatMap(([, table]) => (isTable(table) ? Object.entries(table) : []));
  return new Map(keys.map(([key, value]) => [fold(key), value]));
}

/** Docker's socket, or a folder that it lies in: https://docs.docker.com/engine/security/protect-access/ */
function holdsSocket(volume: unknown): boolean {
  const [source = '', target] = String(volume).split(':');
  if (target === undefined || !source.startsWith('/')) return false;
  return /^\/(var(\/run)?|run|(var\/)?run\/docker\.sock)?$/.test(clean(source));
}
