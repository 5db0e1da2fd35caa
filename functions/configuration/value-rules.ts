import { CAPABILITIES } from './capabilities.ts';
import { readsAsGpus } from './gpus.ts';
import { isNumberList, isUlimit } from './limits.ts';
import { timezoneNamed } from './timezone.ts';
import { clean } from './volumes.ts';

interface Rule {
  readonly paths: readonly string[];
  readonly fits: (text: string) => boolean;
  readonly wanted: string;
}

const like = (shape: RegExp) => (text: string) => shape.test(text);
/** Of IPv6 only what it is made of: nothing is refused that is one. */
const ADDRESS = String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}|[\da-f]*:[\da-f]*:[\da-f:.]*(?:%.+)?`;

// What gitlab-runner 19.4.0 reads of a text only when it starts, or in each job: the `jsonschema` tags, GetPullPolicies,
// getMemoryBytes (which ends the whole process), computeNanoCPUs and GetUlimits of common/config.go, common/labels.go, and
// parseDeviceString, processSecurityOpt, dnsServerAddrs, parseMACAddress and createHostConfig of executors/docker/docker.go.
// Where moby is named, its daemon of August 2026.
export const RULES: readonly Rule[] = [
  {
    paths: ['shell'],
    fits: like(/^(bash|sh|cmd|pwsh|powershell|)$/),
    wanted: 'bash, sh, cmd, pwsh or powershell',
  },
  {
    // IsHostMountedVolume of executors/docker/internal/volumes/utils.go.
    paths: ['builds_dir'],
    fits: (text) => text === '' || (text.startsWith('/') && clean(text) !== '/'),
    wanted: 'an absolute path below /',
  },
  {
    // Docker's daemon takes no variable without a name, and each job's containers have these.
    paths: ['environment', 'docker.services.environment'],
    fits: like(/^[^=]|^$/),
    wanted: 'variables such as NAME=value',
  },
  {
    // Parse of cronexpr, which gitlab-runner calls when it reads the file.
    paths: ['monitoring.job_queuing_durations.periods'],
    fits: like(/^\s*(@\w+|\S+(\s+\S+){4,})\s*$/),
    wanted: 'crons of five to seven fields',
  },
  {
    paths: ['monitoring.job_queuing_durations.timezone'],
    fits: (text) => /^(Local)?$/.test(text) || timezoneNamed(text) !== undefined,
    wanted: 'a name from the time zone database, such as Europe/Berlin',
  },
  {
    paths: ['docker.pull_policy', 'docker.allowed_pull_policies'],
    fits: like(/^(always|if-not-present|never)$/),
    wanted: 'always, if-not-present or never',
  },
  {
    paths: ['memory', 'memory_swap', 'memory_reservation'].flatMap((key) => [
      `docker.${key}`,
      `docker.service_${key}`,
    ]),
    fits: like(/^((\d+\.?\d*|\.\d+) ?([kmgtp]i?)?b?)?$/i),
    wanted: 'a size such as 512m or 2g',
  },
  {
    paths: ['docker.cpus', 'docker.service_cpus'],
    fits: like(/^(\+?(\d+\/0*[1-9]\d*|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?))?$/i),
    wanted: 'a number in quotes such as 1.5',
  },
  {
    paths: ['cpuset_cpus', 'cpuset_mems', 'service_cpuset_cpus'].map((key) => `docker.${key}`),
    fits: isNumberList,
    wanted: 'numbers such as 0-2,4',
  },
  {
    paths: ['docker.ulimit.*'],
    fits: isUlimit,
    wanted: 'a limit such as 1024 or 1024:2048, the second not below the first',
  },
  { paths: ['labels.*'], fits: like(/^[\w.-]{1,256}$/), wanted: '1 to 256 letters, digits, dots, _ and -' },
  {
    paths: ['docker.isolation'],
    fits: like(/^(default|)$/i),
    wanted: 'default, which is all that Linux has',
  },
  {
    paths: ['docker.gpus', 'docker.service_gpus'],
    fits: readsAsGpus,
    wanted: 'all, a number, or fields such as "device=0,1" in quotes of their own',
  },
  {
    paths: ['docker.devices', 'docker.services_devices.*'],
    fits: like(/^[^:]*(:[^:]*){0,2}$/),
    wanted: 'devices such as /dev/kvm or /dev/a:/dev/b:rwm',
  },
  {
    paths: ['docker.security_opt', 'docker.services_security_opt'],
    fits: like(/^(?!seccomp=(?!\{|(unconfined|builtin)$))/),
    wanted:
      'options whose seccomp is builtin, unconfined or the profile itself, since a file would be read on the manager',
  },
  {
    // parseSecurityOpt of moby's daemon_unix.go.
    paths: ['docker.security_opt', 'docker.services_security_opt'],
    fits: like(
      /^(disable|(no-new-privileges|writable-cgroups)([=:]([01tTfF]|TRUE|true|True|FALSE|false|False))?|(label|apparmor|seccomp)(=.*|:[^=]*))$/s,
    ),
    wanted: 'options that Docker knows, such as no-new-privileges or label=disable',
  },
  {
    paths: ['docker.cap_add', 'docker.cap_drop'],
    fits: like(new RegExp(`^(ALL|(CAP_)?(${CAPABILITIES.join('|')}))$`, 'i')),
    wanted: 'capabilities such as NET_ADMIN',
  },
  {
    // AppendDevicePermissionsFromCgroupRules of moby's daemon/pkg/oci.
    paths: ['docker.device_cgroup_rules'],
    fits: like(/^[acb] (\d+|\*):(\d+|\*) [rwm]{1,3}$/),
    wanted: 'rules such as "c 10:200 rwm"',
  },
  {
    paths: ['docker.ipcmode'],
    fits: like(/^(none|private|host|shareable|container:.*|)$/s),
    wanted: 'none, private, host, shareable or container:ID',
  },
  { paths: ['docker.pid_mode'], fits: like(/^(host|container:.+|)$/s), wanted: 'host or container:ID' },
  { paths: ['docker.hostname'], fits: like(/^.{0,64}$/s), wanted: 'at most 64 bytes long' },
  {
    paths: ['docker.dns'],
    fits: like(new RegExp(`^(${ADDRESS})$`, 'i')),
    wanted: 'IP addresses',
  },
  {
    // ValidateExtraHost of moby's daemon.
    paths: ['docker.extra_hosts'],
    fits: like(new RegExp(`^[^:=]+[:=](host-gateway|${ADDRESS}|\\[[\\da-f:.]+\\])$`, 'i')),
    wanted: 'hosts such as name:10.0.0.1',
  },
  {
    paths: ['docker.mac_address'],
    fits: like(/^([\da-f]{2}([:-][\da-f]{2}){5}|[\da-f]{4}(\.[\da-f]{4}){2}|)$/i),
    wanted: 'an address such as 92:d0:c6:0a:29:33',
  },
];
/** What Docker refuses of a whole number in each job: verifyPlatformContainerSettings and validateResources of moby's daemon. */
export const RANGES = [
  { path: 'docker.cpu_shares', from: 0n, to: undefined, wanted: '0 or more' },
  { path: 'docker.service_cpu_shares', from: 0n, to: undefined, wanted: '0 or more' },
  { path: 'docker.shm_size', from: 0n, to: undefined, wanted: '0 or more bytes' },
  { path: 'docker.oom_score_adjust', from: -1000n, to: 1000n, wanted: 'a number from -1000 to 1000' },
] as const;
