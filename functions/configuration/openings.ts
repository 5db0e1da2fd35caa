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
  volumes: (value) => Array.isArray(value) && value.some(opensHost),
  // Docker's own driver mounts it in the place of each volume without a source.
  volume_driver_ops: (value) => isTable(value) && opensHost(`${value.device}:/`),
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

/** Sockets of what runs as root, which take connections where they are mounted to be read, too: https://docs.docker.com/engine/security/protect-access/ */
const SOCKETS = 'containerd dbus docker systemd/private'.split(' ').map((name) => `/run/${name}`);
/**
 * What root runs or reads, the kernel's settings, and all containers' files: most of it makes root of whoever writes it.
 * Not all, such as /etc/timezone, but a list of those would have no end, and to be read they are mounted without a warning.
 */
const SYSTEM = [
  ...'bin boot etc lib lib64 opt/aws proc root run/systemd/system sbin sys usr var/spool'.split(' '),
  ...'amazon cloud containerd docker systemd'.split(' ').map((name) => `var/lib/${name}`),
].map((folder) => `/${folder}`);
/** Below them caches are usual; but a user's own folder holds the keys to log in with, and that user may be root by sudo. */
const ENTRANCES = /^\/(dev|home(\/[^/]+(\/\.ssh(\/.*)?)?)?)$/;

/** A folder of the worker at, above or below one of these. To read others than the sockets' lets a job change nothing: certificates are mounted so. */
function opensHost(volume: unknown): boolean {
  const [source = '', target, mode = ''] = String(volume).split(':');
  if (target === undefined || !source.startsWith('/')) return false;
  // A symbolic link on each distribution with systemd.
  const path = clean(source).replace(/^\/var\/run(?=\/|$)/, '/run');
  const isOf = (folder: string) => isWithin(path, folder) || isWithin(folder, path);
  if (SOCKETS.some(isOf) || /^\/run\/.*\.sock$/.test(path)) return true;
  return !/^ro\b/.test(mode) && (SYSTEM.some(isOf) || ENTRANCES.test(path));
}

const isWithin = (path: string, folder: string) => folder === '/' || `${path}/`.startsWith(`${folder}/`);
