import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { isNewer, KNOWN_VERSION } from '../../functions/configuration/known-keys.ts';
import { warnings } from '../../functions/configuration/warnings.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { type Changes, parsed, rendered, runnerOf } from './sample.ts';

const refused = (AdditionalRunnerConfig: string, more: Changes = {}) => {
  return () => parsed({ AdditionalRunnerConfig, ...more });
};
const told = (fault: string) => `AdditionalRunnerConfig ${fault}`;

describe('a key of AdditionalRunnerConfig that gitlab-runner does not know', () => {
  it.each([
    ['[docker]\npullpolicy = "always"', 'docker.pullpolicy', 'docker.pull_policy'],
    ['[docker]\nshm-size = 1', 'docker.shm-size', 'docker.shm_size'],
    ['[docker]\nextra_host = []', 'docker.extra_host', 'docker.extra_hosts'],
    ['[doker]\nshm_size = 1', 'doker', 'docker'],
    ['shm_size = 1', 'shm_size', 'docker.shm_size'],
    ['FF_NETWORK_PER_BUILD = true', 'FF_NETWORK_PER_BUILD', 'feature_flags.FF_NETWORK_PER_BUILD'],
    ['prebuild_script = "x"', 'prebuild_script', 'pre_build_script'],
    ['[[docker.services]]\nnmae = "a"', 'docker.services.nmae', 'docker.services.name'],
  ])('is refused at the update, with the key that was probably meant: %j', (fragment, key, meant) => {
    const sentence = `has ${key}, which gitlab-runner 19.4.0 does not know: did you mean ${meant}?`;
    expect(refused(fragment)).toThrow(told(sentence));
  });

  it('is refused without a guess where nothing is near, and without its value', () => {
    const fragment = '[docker]\nsurprising_thing = "MARKED"';
    expect(refused(fragment)).toThrow('docker.surprising_thing, which gitlab-runner 19.4.0 does not know.');
    expect(refused(fragment)).not.toThrow('MARKED');
  });

  it.each([
    ['[docker]\nMemory = "foo"', 'docker.Memory as docker.memory'],
    ['[docker]\nMEMORY_SWAP = "-1"', 'docker.MEMORY_SWAP as docker.memory_swap'],
    ['[docker]\nmemory = "2g"\nMemory = "1g"', 'docker.Memory as docker.memory'],
    ['pre_build_script = "a"\nPre_Build_Script = "b"', 'Pre_Build_Script as pre_build_script'],
    ['[[docker.services]]\nname = "a"\nName = "b"', 'docker.services.Name as docker.services.name'],
    ['[Feature_Flags]\nFF_A = true', 'Feature_Flags as feature_flags'],
  ])('in its spelling is told of it, since gitlab-runner takes any capitals: %j', (fragment, spelling) => {
    expect(refused(fragment)).toThrow(told(`must write ${spelling}`));
  });

  it('is refused in an older gitlab-runner that did not know it yet', () => {
    const fragment = '[[docker.services]]\nname = "a"\nsuspend_data_path = "/x"';
    expect(refused(fragment)).not.toThrow();
    expect(refused(fragment, { RunnerVersion: '19.3.0' })).toThrow(
      'has docker.services.suspend_data_path, which gitlab-runner 19.3.0 does not know',
    );
  });

  it('is a warning with its name, and rendered, when RunnerVersion is newer than what is known', () => {
    const changes = { RunnerVersion: '19.10.0', AdditionalRunnerConfig: '[docker]\npullpolicy = "always"' };
    expect(runnerOf(changes).docker).toMatchObject({ pullpolicy: 'always' });
    expect(warnings(parsed(changes))).toEqual([expect.stringMatching(/19\.4\.0.*docker\.pullpolicy/)]);
    expect(warnings(parsed({ ...changes, AdditionalRunnerConfig: '[docker]\nshm_size = 1' }))).toEqual([]);
  });

  it('is one of the whole file: it may not be set, and no other key is guessed', () => {
    expect(refused('listen_address = ":9252"')).toThrow(
      told('may not set listen_address: it stands beside [[runners]]'),
    );
    expect(refused('concurrent = 7')).toThrow('use MaxWorkers and JobsPerWorker');
    expect(refused('log_level = "debug"')).not.toThrow('did you mean');
  });

  it('is known of at least the gitlab-runner that the template installs', () => {
    expect(isNewer(String(readTemplate().Parameters.RunnerVersion?.Default), KNOWN_VERSION)).toBe(false);
    expect([isNewer('19.10.0', '19.9.0'), isNewer('19.4.0', '19.4.0'), isNewer('19.3.9', '19.4.0')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a value of AdditionalRunnerConfig that gitlab-runner would not take', () => {
  it.each([
    ['output_limit = "8192"', 'must make output_limit a whole number'],
    ['[docker]\nshm_size = 1.5', 'must make docker.shm_size a whole number'],
    ['[docker]\ntls_verify = "true"', 'must make docker.tls_verify true or false'],
    ['[docker]\ndns = "1.1.1.1"', 'must make docker.dns a list'],
    ['[docker]\ndns = [1]', 'must make docker.dns a text in quotes'],
    ['[docker]\npull_policy = ["always", 1]', 'must make docker.pull_policy a text or a list of texts'],
    ['[docker]\nservices = "redis"', 'must make docker.services a list'],
    ['feature_flags = true', 'must make feature_flags a table'],
    ['[feature_flags]\nFF_A = "true"', 'must make feature_flags.FF_A true or false'],
    ['prepare_timeout = "ten minutes"', 'must make prepare_timeout a duration such as "10m"'],
    ['custom_build_dir = true', 'must make custom_build_dir a table'],
  ])('is refused for its type: %j', (fragment, fault) => {
    expect(refused(fragment)).toThrow(told(fault));
  });

  it.each([
    ['shell = "fish"', 'must make shell bash, sh, cmd, pwsh or powershell'],
    ['[docker]\npull_policy = "allways"', 'must make docker.pull_policy always, if-not-present or never'],
    ['[docker]\nallowed_pull_policies = ["always", "no"]', 'must make docker.allowed_pull_policies always'],
    ['[docker]\nmemory = "2 gigs"', 'must make docker.memory a size such as 512m or 2g'],
    ['[docker]\nservice_memory_swap = "-1"', 'must make docker.service_memory_swap a size'],
    ['[docker]\ncpus = "two"', 'must make docker.cpus a number in quotes'],
    ['[docker.ulimit]\nnofile = "many"', 'must make docker.ulimit’s values a limit'],
    ['[docker.ulimit]\nnofile = "2048:1024"', 'must make docker.ulimit’s values a limit'],
    ['[docker]\nmemory = "4m"', 'must make docker.memory at least 6m'],
    ['[docker]\nmemory_reservation = "1024"', 'must make docker.memory_reservation at least 6m'],
    ['[docker]\nmemory = "2g"\nmemory_swap = "1g"', 'must make docker.memory_swap at least docker.memory'],
    [
      '[docker]\nservice_memory_swap = "1g"',
      'must give docker.service_memory beside docker.service_memory_swap',
    ],
    ['[docker]\nmemory = "1g"\nmemory_reservation = "1025m"', 'must make docker.memory_reservation at most'],
    ['[labels]\n"a b" = "x"', 'has a label with a name that gitlab-runner refuses: a b'],
    ['[labels]\nteam = "x y"', 'must make labels’s values 1 to 256 letters'],
    ['[docker]\nisolation = "hyperv"', 'must make docker.isolation default, which is all that Linux has'],
    ['[docker]\ngpus = "al"', 'must make docker.gpus all, a number'],
    ['[docker]\ngpus = "all "', 'must make docker.gpus'],
    ['[docker]\nservice_gpus = "all,all"', 'must make docker.service_gpus'],
    ['[docker]\ngpus = "ids=0"', 'must make docker.gpus'],
    ["[docker]\ngpus = '\"device=0'", 'must make docker.gpus'],
    ['[docker]\ndevices = ["/dev/a:/dev/b:rwm:x"]', 'must make docker.devices devices such as /dev/kvm'],
    [
      '[docker.services_devices]\n"redis:*" = ["a:b:c:d"]',
      'must make docker.services_devices’s values devices',
    ],
    [
      '[docker]\nsecurity_opt = ["seccomp=/etc/x.json"]',
      'must make docker.security_opt options whose seccomp',
    ],
    ['[docker]\ndns = ["dns.example.com"]', 'must make docker.dns IP addresses'],
    ['[docker]\ndns = ["10.0.0"]', 'must make docker.dns IP addresses'],
    ['[docker]\ndns = ["10.0.0.256"]', 'must make docker.dns IP addresses'],
    [
      '[docker]\nextra_hosts = ["gitlab.example.com"]',
      'must make docker.extra_hosts hosts such as name:10.0.0.1',
    ],
    ['[docker]\nextra_hosts = ["a:10.0.0"]', 'must make docker.extra_hosts hosts'],
    ['[docker]\nmac_address = "1:2:3"', 'must make docker.mac_address an address'],
    ['[docker]\nshm_size = -1', 'must make docker.shm_size 0 or more bytes'],
    ['[docker]\noom_score_adjust = 1001', 'must make docker.oom_score_adjust a number from -1000 to 1000'],
    ['[docker.log_options]\nmax-size = "1m"', 'has docker.log_options.max-size, though gitlab-runner takes'],
    ['[docker.tmpfs]\n"/" = "rw"', 'has "/" in docker.tmpfs, which is no path'],
    ['[docker.services_tmpfs]\n"data" = "rw"', 'has "data" in docker.services_tmpfs'],
    ['builds_dir = "builds"', 'must make builds_dir an absolute path below /'],
    ['builds_dir = "/x/.."', 'must make builds_dir an absolute path below /'],
    ['environment = ["=x"]', 'must make environment variables such as NAME=value'],
    [
      '[[docker.services]]\nname = "a"\nenvironment = ["=x"]',
      'must make docker.services.environment variables such as',
    ],
    [
      '[[monitoring.job_queuing_durations]]\nperiods = ["* 8-17"]',
      'must make monitoring.job_queuing_durations.periods crons of five to seven fields',
    ],
    [
      '[[monitoring.job_queuing_durations]]\nperiods = ["* * * * *"]\ntimezone = "Berlin"',
      'must make monitoring.job_queuing_durations.timezone a name from the time zone database',
    ],
    ['[[docker.services]]\nalias = "db"', 'must give docker.services its name'],
    ['[[docker.services]]\nname = ""', 'must give docker.services its name'],
    ['[docker]\ncap_add = ["NETADMIN"]', 'must make docker.cap_add capabilities such as NET_ADMIN'],
    ['[docker]\ncap_drop = ["FOO"]', 'must make docker.cap_drop capabilities'],
    ['[docker]\nsecurity_opt = ["foo"]', 'must make docker.security_opt options that Docker knows'],
    ['[docker]\nservices_security_opt = ["label:type=x"]', 'must make docker.services_security_opt options'],
    ['[docker]\ndevice_cgroup_rules = ["c 1:2"]', 'must make docker.device_cgroup_rules rules such as'],
    ['[docker]\nipcmode = "foo"', 'must make docker.ipcmode none, private'],
    ['[docker]\npid_mode = "container:"', 'must make docker.pid_mode host or container:ID'],
    [`[docker]\nhostname = "${'a'.repeat(65)}"`, 'must make docker.hostname at most 64 bytes long'],
    ['[docker]\ncpuset_cpus = "a"', 'must make docker.cpuset_cpus numbers such as 0-2,4'],
    ['[docker]\nservice_cpuset_cpus = "3-1"', 'must make docker.service_cpuset_cpus numbers'],
    ['[docker]\ncpus = "1/0"', 'must make docker.cpus a number in quotes'],
    ['[docker]\nservice_cpus = "-1"', 'must make docker.service_cpus a number in quotes'],
    ['[docker]\ncpu_shares = -1', 'must make docker.cpu_shares 0 or more'],
    ['[docker.sysctls]\n"vm.max_map_count" = "262144"', 'has vm.max_map_count in docker.sysctls'],
    ['[[monitoring.job_queuing_durations]]\nthreshold = "1m"', 'must give monitoring.job_queuing_durations'],
  ])('is refused for what each job or the start would say: %j', (fragment, fault) => {
    expect(refused(fragment)).toThrow(told(fault));
  });

  it.each([
    '[docker]\npull_policy = "if-not-present"',
    '[docker]\npull_policy = ["always", "if-not-present"]\nmemory = "1.5g"\nmemory_swap = "2048 MiB"\ncpus = "1/2"',
    '[docker]\nisolation = "default"\ngpus = "all"\nservice_gpus = \'driver=nvidia,"device=0,1"\'',
    '[docker]\ngpus = "2"\ndevices = ["/dev/kvm", "/dev/a:/dev/b:r"]\nshm_size = 0\noom_score_adjust = -1000',
    '[docker]\ngpus = "count=all,capabilities=compute"\nsecurity_opt = ["label=disable", "seccomp=unconfined"]',
    '[docker]\ndns = ["10.0.0.2", "fd00:ec2::253", "::1", "fe80::1%eth0"]\nmac_address = "92:d0:c6:0a:29:33"',
    '[docker]\nextra_hosts = ["a:10.0.0.1", "b:fd00::1", "c:host-gateway", "d=[::1]"]',
    '[docker.log_options]\nenv = "A"',
    '[[monitoring.job_queuing_durations]]\nperiods = ["@daily", "* * * * * * *"]\ntimezone = "US/Eastern"',
    'builds_dir = "/mnt/builds"\nenvironment = ["A=", "B=c=d", ""]',
    '[docker]\ncap_add = ["sys_ptrace", "CAP_NET_ADMIN"]\ncap_drop = ["ALL"]\npid_mode = "host"\nipcmode = "shareable"',
    '[docker]\nsecurity_opt = ["no-new-privileges", "no-new-privileges:true", "apparmor:unconfined"]\nhostname = "ci"',
    '[docker]\ndevice_cgroup_rules = ["c 10:200 rwm", "a *:* r"]\ncpuset_cpus = "0,2-3"\ncpuset_mems = ""\ncpu_shares = 2',
    '[docker.sysctls]\n"net.core.somaxconn" = "1024"\n"kernel.shmmax" = "1"\n"fs.mqueue.msg_max" = "9"',
    '[docker]\nruntime = "sysbox-runc"\nsysctls = { "vm.max_map_count" = "262144" }',
    '[docker.tmpfs]\n"/var/lib/data" = "rw,size=64m"',
    '[docker]\nmemory = "6m"\nmemory_swap = "6 MiB"\nmemory_reservation = "6291456"\nservice_memory = ""',
    '[docker]\nmemory_reservation = "1.5g"',
    '[docker.ulimit]\nnproc = "-1:-1"\ncore = "0:-1"',
    '[docker.ulimit]\nnofile = "1024:2048"',
    'prepare_timeout = "1h30m"\nget_sources_timeout = 5',
    '[labels]\nteam = "infra"',
    '[docker]\nvolumes = ["cache-of-mine:/var/cache:rw,z", "/var/run/docker.sock:/var/run/docker.sock", "/a/", "/b/c:ro"]',
    '[kubernetes]\nnamespace = "x"',
  ])('is taken where gitlab-runner takes it: %j', (fragment) => {
    expect(refused(fragment)).not.toThrow();
  });
});

describe('allowed_pull_policies', () => {
  it.each([
    ['allowed_pull_policies = ["if-not-present"]', 'always'],
    ['allowed_pull_policies = ["never"]\npull_policy = "always"', 'always'],
    [
      'allowed_pull_policies = ["always"]\npull_policy = ["never", "if-not-present"]',
      'never, if-not-present',
    ],
  ])('without one of pull_policy, which is always by default, would fail every job: %j', (keys, policies) => {
    expect(refused(`[docker]\n${keys}`)).toThrow(
      told(`has none of docker.pull_policy (${policies}) in docker.allowed_pull_policies`),
    );
  });

  it.each([
    'allowed_pull_policies = ["always", "never"]',
    'allowed_pull_policies = []\npull_policy = "never"',
    'allowed_pull_policies = ["never"]\npull_policy = ["always", "never"]',
  ])('with one of them is taken: %j', (keys) => {
    expect(refused(`[docker]\n${keys}`)).not.toThrow();
  });
});

describe('the volumes of AdditionalRunnerConfig', () => {
  it.each([
    ['["/cache"]', {}, '/cache'],
    ['["/certs/client"]', { Privileged: 'true', MaxJobsPerWorker: '1', JobsPerWorker: '1' }, '/certs/client'],
    ['["/mnt:/cache/:ro"]', {}, '/cache'],
    ['["/a", "/x:/a/"]', {}, '/a'],
  ])('may not name a container path twice, which would fail every job: %s', (volumes, more, path) => {
    expect(refused(`[docker]\nvolumes = ${volumes}`, more)).toThrow(
      told(`gives docker.volumes the container path ${path} a second time`),
    );
  });

  it.each(['tmpfs', 'services_tmpfs'])('may not stand on a path of %s, which Docker refuses', (table) => {
    const fragment = `[docker]\nvolumes = ["/x:/data/:ro"]\n[docker.${table}]\n"/data" = "rw"`;
    expect(refused(fragment)).toThrow(
      told(`gives docker.${table} the path /data, which is in docker.volumes`),
    );
  });

  it.each(['relative', '/a:/b:RO', '/a:/b:nocopy', '/a b', '/:/'])('may not hold %s', (volume) => {
    expect(refused(`[docker]\nvolumes = ["${volume}"]`)).toThrow(/docker\.volumes, which/);
  });

  it('are read in no time, whatever they are', () => {
    const long = `/${'a'.repeat(2_000)}`.repeat(2);
    const started = performance.now();
    expect(refused(`[docker]\nvolumes = ["${long}\u0000:"]`.replace('\u0000', ''))).toThrow();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('two braces in a text', () => {
  it('reach gitlab-runner as they were given, and Parameter Store never sees them', () => {
    const script = 'docker ps --format "{{.Names}} {{{x}}}"';
    const changes = {
      RunnerName: 'runner of {{team}}',
      AdditionalRunnerConfig: `pre_build_script = '${script}'`,
    };
    expect(rendered(changes)).not.toContain('{{');
    expect(parse(rendered(changes)).runners).toMatchObject([
      { name: 'runner of {{team}}', pre_build_script: script },
    ]);
  });
});
