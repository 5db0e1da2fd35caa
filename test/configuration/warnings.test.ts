import { describe, expect, it } from 'vitest';
import { warnings } from '../../functions/configuration/warnings.ts';
import { MACHINE_SAMPLE } from '../support/samples/configuration.ts';
import { type Changes, parsed } from './sample.ts';

const warned = (changes: Changes) => warnings(parsed(changes));
const ENDS = /^GitLab removes docker\+machine with version 20.0 in May 2027/;

describe('the warnings', () => {
  it.each([
    ['3599', '0'],
    ['3600', '3601'],
    ['7200', '86400'],
    ['60', '600'],
  ])('say that a DrainTimeout of %s ends jobs of a MaximumTimeout of %s (0: GitLab’s hour)', (DrainTimeout, MaximumTimeout) => {
    expect(warned({ DrainTimeout, MaximumTimeout })).toEqual([
      expect.stringContaining('set DrainTimeout to MaximumTimeout'),
    ]);
  });

  it('say nothing of a DrainTimeout that is as long as the longest job', () => {
    expect(warned({ DrainTimeout: '3600', MaximumTimeout: '3600' })).toEqual([]);
    expect(warned({ DrainTimeout: '600', MaximumTimeout: '600' })).toEqual([]);
  });

  it('are none when there is nothing to say', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ Privileged: 'true', JobsPerWorker: '1', MaxJobsPerWorker: '1' })).toEqual([]);
    expect(warned({ PeakPeriods: '* 8 * * *', OffPeakIdleWorkers: '1' })).toEqual([]);
  });

  it.each<[string, Changes]>([
    ['A privileged job can change its worker', { Privileged: 'true', MaxJobsPerWorker: '0' }],
    ['A privileged job can change its worker', { Privileged: 'true', MaxJobsPerWorker: '4' }],
    ['OffPeakIdleWorkers means nothing without PeakPeriods', { OffPeakIdleWorkers: '1' }],
  ])('say: %s', (sentence, changes) => {
    expect(warned(changes)).toEqual([expect.stringContaining(sentence)]);
  });

  it.each([
    ['services_privileged', 'services_privileged = true'],
    ['volumes', 'volumes = ["/builds", "/var/run/docker.sock:/var/run/docker.sock"]'],
    ['volumes', 'volumes = ["/run/docker.sock:/s:ro"]'],
    ['volumes', 'volumes = ["/var/run/:/host"]'],
    ['volumes', 'volumes = ["/:/host"]'],
    ['volumes', 'volumes = ["/srv/../var/./run/docker.sock:/s"]'],
    ['volumes', 'volumes = ["/var/..:/host"]'],
    ['volumes', 'volumes = ["/run/containerd/containerd.sock:/s:ro"]'],
    ['volumes', 'volumes = ["/:/host:ro"]'],
    ['volumes', 'volumes = ["/etc:/x"]'],
    ['volumes', 'volumes = ["/root/:/x:rw"]'],
    ['volumes', 'volumes = ["/home/ec2-user/.ssh:/x:z"]'],
    ['volumes', 'volumes = ["/home/ec2-user:/x"]'],
    ['volumes', 'volumes = ["/home:/x"]'],
    ['volumes', 'volumes = ["/dev:/x"]'],
    ['volumes', 'volumes = ["/run/user/1000/docker.sock:/s:ro"]'],
    ['volumes', 'volumes = ["/var/run/dbus/system_bus_socket:/s:ro"]'],
    ['volumes', 'volumes = ["/run/systemd:/s:ro"]'],
    ['volumes', 'volumes = ["/run/systemd/system:/s"]'],
    ['volumes', 'volumes = ["/proc:/x"]'],
    ['volumes', 'volumes = ["/var/lib:/x"]'],
    ['volumes', 'volumes = ["/var/lib/docker/volumes:/x"]'],
    ['volumes', 'volumes = ["/opt:/x"]'],
    ['volume_driver_ops', 'volume_driver_ops = { type = "none", o = "bind", device = "/etc" }'],
    ['cap_add', 'cap_add = ["SYS_ADMIN"]'],
    ['devices', 'devices = ["/dev/kvm"]'],
    ['services_devices', 'services_devices = { "*" = ["/dev/kvm"] }'],
    ['security_opt', 'security_opt = ["seccomp:unconfined"]'],
    ['pid_mode', 'pid_mode = "host"'],
    ['ipcmode', 'ipcmode = "host"'],
    ['userns_mode, cap_add', 'userns_mode = "host"\ncap_add = ["NET_ADMIN"]'],
  ])('name %s, by which a job takes over its worker: %s', (keys, line) => {
    expect(warned({ AdditionalRunnerConfig: `[docker]\n${line}` })).toEqual([
      expect.stringContaining(`lets jobs take over their worker (${keys}): keep MaxJobsPerWorker at 1`),
    ]);
  });

  it('say that IdleFactor does nothing to docker+machine where no worker is idle', () => {
    const none = { IdleWorkers: '0', IdleFactor: '0.5' };
    const UNUSED = expect.stringContaining('IdleFactor means nothing to docker+machine without IdleWorkers');
    expect(warned({ ...MACHINE_SAMPLE, ...none })).toContainEqual(UNUSED);
    expect(warned({ ...MACHINE_SAMPLE, ...none, IdleWorkers: '1' })).not.toContainEqual(UNUSED);
    expect(warned(none)).toEqual([]);
  });

  it('say when jobs are on the network of their worker', () => {
    expect(warned({ AdditionalRunnerConfig: '[docker]\nnetwork_mode = "host"' })).toEqual([
      expect.stringContaining("puts jobs on the worker's own network"),
    ]);
  });

  it.each([
    'volumes = ["/certs/client", "/var/lib/ccache:/ccache", "/srv/run:/run", "run:/s", "/run/../srv:/srv"]',
    'volumes = ["/mnt/a:/a", "/data:/b", "/opt/sdk:/sdk", "/etcetera:/c", "etc:/e", "/etc"]',
    'volumes = ["/etc/ssl/certs:/etc/ssl/certs:ro", "/usr/share/zoneinfo:/z:ro,z"]',
    'volumes = ["/home/ec2-user/cache:/cc", "/home/ec2-user/.m2:/m", "/dev/shm:/dev/shm"]',
    'volumes = ["/var/run/secrets:/s:ro", "/run/user/1000/x:/x:ro", "/run/systemd/resolve/resolv.conf:/r"]',
    'volume_driver_ops = { type = "tmpfs", device = "tmpfs" }',
    'services_privileged = false\ncap_add = []',
    'network_mode = "bridge"\nsecurity_opt = []',
  ])('say nothing of what keeps a job in its container: %s', (lines) => {
    expect(warned({ AdditionalRunnerConfig: `[docker]\n${lines}` })).toEqual([]);
  });

  it('always say when docker+machine ends', () => {
    expect(warned(MACHINE_SAMPLE)).toEqual([expect.stringMatching(ENDS)]);
  });

  it.each<[string, Changes]>([
    [
      'uses only the first of SubnetIds',
      { SubnetIds: 'subnet-0a,subnet-0b', Zones: 'eu-central-1a,eu-central-1b' },
    ],
    ['so its workers have them', { AssignPublicIp: 'subnet' }],
    ['set DrainTimeout to 300 or more', { DrainTimeout: '299', MaximumTimeout: '299' }],
  ])('say of docker+machine: %s', (sentence, changes) => {
    expect(warned({ ...MACHINE_SAMPLE, ...changes })).toEqual([
      expect.stringMatching(ENDS),
      expect.stringContaining(sentence),
    ]);
  });

  it('fit all together beside the rest of an answer', () => {
    const all = {
      Privileged: 'true',
      OffPeakIdleWorkers: '1',
      SubnetIds: 'subnet-0a,subnet-0b',
      AssignPublicIp: 'subnet',
      DrainTimeout: '60',
      RunnerVersion: '99.0.0',
      AdditionalRunnerConfig: `"${'é'.repeat(400)}" = 1
[docker]
network_mode = "host"
services_privileged = true
pid_mode = "host"
ipcmode = "host"
userns_mode = "host"
cap_add = ["ALL"]
devices = ["a"]
services_devices = { a = ["b"] }
device_cgroup_rules = ["a *:* rwm"]
security_opt = ["disable"]
services_security_opt = ["disable"]
volume_driver_ops = { device = "/" }
volumes = ["/:/host"]`,
    };
    const sentences = warned({ ...MACHINE_SAMPLE, ...all });
    expect(sentences).toHaveLength(10);
    // A parameter's name has at most 1011 characters, and the event's own ids less than that.
    expect(Buffer.byteLength(sentences.join(' '))).toBeLessThan(2600);
  });
});
