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
