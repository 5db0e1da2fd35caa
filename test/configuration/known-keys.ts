/** The keys of one table of config.toml that gitlab-runner knows, by their type; words are separated by spaces. */
export interface KnownTable {
  readonly at: string;
  /** The struct in gitlab-runner v19.4.0 that the keys are read from. */
  readonly from: string;
  readonly keys: Readonly<Partial<Record<Kind, string>>>;
}

/** A duration is a string such as 600s; a float needs its point; a map has keys of the user's. */
export type Kind = 'string' | 'strings' | 'integer' | 'float' | 'boolean' | 'duration' | 'date' | 'map';

/** https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v19.4.0/common/config.go, unless `from` names another file. */
export const KNOWN_TABLES: readonly KnownTable[] = [
  {
    at: '',
    from: 'Config',
    keys: {
      integer: 'concurrent check_interval shutdown_timeout',
      string: 'listen_address log_level log_format user sentry_dsn',
      duration: 'connection_max_age',
    },
  },
  {
    at: 'machine.shutdown_drain',
    from: 'DockerMachineShutdownDrain',
    keys: { boolean: 'enabled', integer: 'concurrency max_retries', duration: 'retry_backoff' },
  },
  {
    at: 'runners',
    from: 'RunnerConfig',
    keys: {
      string: 'name',
      integer:
        'limit output_limit request_concurrency unhealthy_requests_limit job_status_final_update_retry_limit',
      boolean: 'strict_check_interval',
      duration: 'unhealthy_interval',
    },
  },
  {
    at: 'runners',
    from: 'RunnerCredentials',
    keys: {
      string: 'url token tls-ca-file tls-cert-file tls-key-file',
      integer: 'id',
      date: 'token_obtained_at token_expires_at',
    },
  },
  {
    at: 'runners',
    from: 'RunnerSettings',
    keys: {
      string:
        'executor builds_dir cache_dir clone_url pre_get_sources_script post_get_sources_script ' +
        'pre_build_script post_build_script shell slot_cgroup_template step_runner_image',
      strings: 'environment',
      boolean: 'proxy_exec debug_trace_disabled safe_directory_checkout clean_git_config use_slot_cgroups',
      duration: 'prepare_timeout get_sources_timeout',
      map: 'labels feature_flags',
    },
  },
  { at: 'runners.custom_build_dir', from: 'CustomBuildDir', keys: { boolean: 'enabled' } },
  {
    at: 'runners.artifact',
    from: 'ArtifactConfig',
    keys: { duration: 'upload_timeout response_header_timeout' },
  },
  {
    at: 'runners.docker',
    from: 'DockerConfig',
    keys: {
      string:
        'hostname image runtime memory memory_swap memory_reservation cgroup_parent cpuset_cpus cpuset_mems cpus ' +
        'user userns_mode gpus volume_driver cache_dir network_mode pid_mode ipcmode mac_address service_memory ' +
        'service_memory_swap service_memory_reservation service_cgroup_parent service_slot_cgroup_template ' +
        'service_cpuset_cpus service_cpus service_gpus isolation helper_image helper_image_flavor',
      integer:
        'cpu_shares oom_score_adjust services_limit service_cpu_shares wait_for_services_timeout shm_size network_mtu',
      strings:
        'dns dns_search allowed_users group_add cap_add cap_drop security_opt services_security_opt devices ' +
        'device_cgroup_rules volumes extra_hosts volumes_from links allowed_images allowed_privileged_images ' +
        'allowed_privileged_services allowed_pull_policies allowed_services pull_policy',
      boolean:
        'privileged services_privileged disable_entrypoint_overwrite oom_kill_disable disable_cache volume_keep enable_ipv6',
      map: 'services_devices volume_driver_ops tmpfs services_tmpfs sysctls container_labels ulimit log_options',
    },
  },
  {
    at: 'runners.docker.services',
    from: 'Service',
    keys: { string: 'name alias suspend_data_path', strings: 'command entrypoint environment' },
  },
  {
    at: 'runners.cache',
    from: 'cache/cacheconfig/cacheconfig.go Config',
    keys: { string: 'Type Path', boolean: 'Shared', integer: 'MaxUploadedArchiveSize' },
  },
  {
    at: 'runners.cache.s3',
    from: 'cache/cacheconfig/cacheconfig.go CacheS3Config',
    keys: {
      string:
        'ServerAddress AccessKey SecretKey SessionToken BucketName BucketLocation AuthenticationType ' +
        'ServerSideEncryption ServerSideEncryptionKeyID RoleARN UploadRoleARN',
      boolean: 'Insecure DualStack PathStyle Accelerate DisableAssumeRoleCredentialsCaching',
      integer: 'AssumeRoleMaxConcurrency',
    },
  },
  {
    at: 'runners.autoscaler',
    from: 'AutoscalerConfig',
    keys: {
      integer:
        'capacity_per_instance max_use_count max_instances shutdown_deletion_retries failure_threshold',
      string: 'plugin instance_ready_command',
      duration:
        'instance_acquire_timeout update_interval update_interval_when_expecting deletion_retry_interval shutdown_deletion_interval',
      boolean: 'reservation_throttling log_internal_ip log_external_ip delete_instances_on_shutdown',
    },
  },
  {
    at: 'runners.autoscaler.plugin_config',
    from: "https://gitlab.com/gitlab-org/fleeting/plugins/aws/-/blob/main/README.md 'Plugin Configuration'",
    keys: { string: 'name profile config_file credentials_file' },
  },
  {
    at: 'runners.autoscaler.connector_config',
    from: 'ConnectorConfig',
    keys: {
      string: 'os arch protocol username password key_path',
      integer: 'protocol_port',
      boolean: 'use_static_credentials use_external_addr',
      duration: 'keepalive timeout',
    },
  },
  {
    at: 'runners.autoscaler.policy',
    from: 'AutoscalerPolicyConfig',
    keys: {
      strings: 'periods',
      string: 'timezone',
      integer: 'idle_count scale_factor_limit',
      duration: 'idle_time',
      float: 'scale_factor',
      boolean: 'preemptive_mode',
    },
  },
  {
    at: 'runners.machine',
    from: 'DockerMachine',
    keys: {
      integer: 'MaxGrowthRate IdleCount IdleCountMin IdleTime MaxBuilds MaxRemovalAttempts',
      float: 'IdleScaleFactor',
      string: 'MachineDriver MachineName',
      strings: 'MachineOptions MachineOptionsWithName',
    },
  },
  {
    at: 'runners.machine.autoscaling',
    from: 'DockerMachineAutoscaling',
    keys: {
      strings: 'Periods',
      string: 'Timezone',
      integer: 'IdleCount IdleCountMin IdleTime',
      float: 'IdleScaleFactor',
    },
  },
];

/** `create`'s own options and those of its amazonec2 driver: https://gitlab.com/gitlab-org/ci-cd/docker-machine, docs/drivers/aws.md and commands/create.go */
export const KNOWN_MACHINE_OPTIONS: readonly string[] = [
  ...['engine-install-url', 'engine-opt', 'engine-insecure-registry', 'engine-registry-mirror'],
  ...['engine-label', 'engine-storage-driver', 'engine-env', 'tls-san'],
  ...['region', 'ami', 'vpc-id', 'subnet-id', 'zone', 'endpoint', 'instance-type', 'device-name'].map(driver),
  ...['root-size', 'volume-type', 'volume-encrypted', 'volume-kms-key', 'security-group'].map(driver),
  ...['security-group-readonly', 'open-port', 'tags', 'iam-instance-profile', 'ssh-user', 'ssh-port'].map(
    driver,
  ),
  ...['request-spot-instance', 'spot-price', 'private-address-only', 'use-private-address'].map(driver),
  ...['monitoring', 'use-ebs-optimized-instance', 'retries', 'userdata', 'metadata-token'].map(driver),
  ...['metadata-token-response-hop-limit'].map(driver),
];

function driver(name: string): string {
  return `amazonec2-${name}`;
}
